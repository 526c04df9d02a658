// Makes the sample pictures that come with the program, and the index which describes them.
//
//   cmake --build build --target pixelwhy-samples
//   find build -name pixelwhy-samples -type f        (its place depends on the generator)
//   .../pixelwhy-samples assets/samples              all pictures
//   .../pixelwhy-samples assets/samples street page  only these; the index is always written whole
//
// Everything is drawn here from fixed seeds: the same compiler and libraries give the same bytes.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "catalog.hpp"
#include "png.hpp"

int main(int argc, char** argv) {
    if (argc < 2) {
        std::cerr << "usage: pixelwhy-samples OUTDIR [ID...]\n";
        return 2;
    }
    const std::filesystem::path out = argv[1];
    const std::vector<std::string> wanted(argv + 2, argv + argc);
    for (const std::string& id : wanted)
        if (samples::find_sample(id) == nullptr) {
            std::cerr << "pixelwhy-samples: no sample is called '" << id << "'\n";
            return 2;
        }
    std::filesystem::create_directories(out);
    for (const samples::Sample& s : samples::catalog()) {
        if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), s.id) == wanted.end()) continue;
        const std::filesystem::path file = out / (s.id + ".png");
        if (!samples::write_png(file.string(), s.make())) {
            std::cerr << "pixelwhy-samples: cannot write " << file.string() << "\n";
            return 1;
        }
        std::cout << file.string() << "  " << std::filesystem::file_size(file) / 1024 << " KiB\n" << std::flush;
    }
    std::ofstream index(out / "index.json", std::ios::binary);
    index << samples::index_json();
    if (!index.flush()) {
        std::cerr << "pixelwhy-samples: cannot write index.json\n";
        return 1;
    }
    return 0;
}
