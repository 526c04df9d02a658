#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "support/folder.h"
#include "support/variable.h"

namespace {

// The presets of whoever runs the tests are none of their business, and what the tests save is none of
// theirs.
const pixelwhy::test::TemporaryFolder config;
const pixelwhy::test::Variable config_home("XDG_CONFIG_HOME", config.path().string());

}  // namespace
