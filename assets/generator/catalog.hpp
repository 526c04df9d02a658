// The list of the samples, in the order in which people should see them, and what each one teaches.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace samples {

struct Sample {
    std::string id;
    cv::Mat (*make)();
    std::string (*known)();        // JSON text of an object, or null
    std::string name_en, name_zh, teaches_en, teaches_zh;
};

const std::vector<Sample>& catalog();
const Sample* find_sample(const std::string& id);
std::string index_json();

}  // namespace samples
