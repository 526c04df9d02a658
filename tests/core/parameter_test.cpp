#include "core/parameter.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/error.h"

namespace pixelwhy {

namespace {

Parameter sigma() {
  return {"sigma", {"Sigma", "σ"}, ParameterType::Real, 1.4, {0, 50}, {0, 8}, "px", {"h", "助"}, {}, {}};
}
Parameter radius() {
  return {"radius", {"Radius", "半径"}, ParameterType::Integer, 0, {0, 150}, {0, 20}, "", {"h", "助"}, {},
          {}};
}
Parameter norm() {
  return {"norm", {"Norm", "范数"}, ParameterType::Choice,    1, {}, {},
          "",     {"h", "助"},      {{"l1", {}}, {"l2", {}}}, {}};
}

}  // namespace

TEST_SUITE("core") {
  TEST_CASE("values are read whole or refused") {
    CHECK(parse_value(sigma(), "2.5") == Value{2.5});
    CHECK(parse_value(sigma(), "1e-3") == Value{0.001});
    CHECK(parse_value(sigma(), "+3") == Value{3.0});
    CHECK(parse_value(radius(), "150") == Value{150});
    CHECK(parse_value(norm(), "l1") == Value{0});
    for (const char* bad :
         {"", " ", "nan", "inf", "-inf", "3x", "x3", "1,5", "50.0001", "-0.0001", "0x10", "1 2", "--3"}) {
      CAPTURE(bad);
      CHECK_THROWS_AS(parse_value(sigma(), bad), Error);
    }
    for (const char* bad : {"", "1.5", "151", "-1", "99999999999999999999", "1e2"}) {
      CAPTURE(bad);
      CHECK_THROWS_AS(parse_value(radius(), bad), Error);
    }
    CHECK_THROWS_AS(parse_value(norm(), "L1"), Error);
  }

  TEST_CASE("an error names parameter, value and what would be accepted") {
    try {
      parse_value(sigma(), "99");
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.kind() == Error::Kind::Usage);
      CHECK(error.text().en == "sigma: '99' is not accepted; expected a number from 0 to 50 px");
    }
  }

  TEST_CASE("clamping holds to the hard range, and a value that is no number becomes the default") {
    CHECK(clamp_value(sigma(), 77.0) == Value{50.0});
    CHECK(clamp_value(sigma(), -1.0) == Value{0.0});
    CHECK(clamp_value(sigma(), std::nan("")) == Value{1.4});
    CHECK(clamp_value(radius(), 1000) == Value{150});
  }

  TEST_CASE("near misses are suggested, far ones are not") {
    const std::vector<std::string> words{"gaussian-blur", "sobel", "canny", "morphology"};
    CHECK(nearest_word("cany", words) == "canny");
    CHECK(nearest_word("gaussian", words) == "gaussian-blur");
    CHECK(nearest_word("sobl", words) == "sobel");
    CHECK(nearest_word("hough", words).empty());
    CHECK(nearest_word("", words).empty());
  }

  TEST_CASE("numbers are written short and read back the same") {
    for (const double value : {0.0, 1.4, 0.1, 1.0 / 3, 20000.0, 1e-7, 1e20, -2.5, 123456.789}) {
      CHECK(std::stod(format_number(value)) == value);
    }
    CHECK(format_number(1.4) == "1.4");
    CHECK(format_number(20000) == "20000");
  }
}

}  // namespace pixelwhy
