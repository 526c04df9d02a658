#include "gui/folder_reader.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "core/data_dir.h"
#include "gui/pasted_path.h"
#include "gui/strings.h"
#include "sources/file_checks.h"
#include "sources/natural_order.h"
#include "sources/problem.h"
#include "sources/source.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;

fs::path home_folder() {
  const char* home = std::getenv("HOME");
  return home && *home == '/' ? home : "";
}

bool is_folder(const fs::path& path) {
  std::error_code none;
  return !path.empty() && fs::is_directory(path, none);
}

void add_place(std::vector<Bookmark>& places, const Text& name, const fs::path& path) {
  const auto known = [&](const Bookmark& place) { return place.path == path; };
  if (is_folder(path) && std::none_of(places.begin(), places.end(), known)) places.push_back({name, path});
}

/// Sticks and cards, where the desktops mount them.
void add_drives(std::vector<Bookmark>& places) {
  const char* user = std::getenv("USER");
  if (!user || !*user) return;
  for (const char* root : {"/media", "/run/media"}) {
    std::error_code problem;
    for (fs::directory_iterator drive(fs::path(root) / user, problem), end; !problem && drive != end;
         drive.increment(problem)) {
      const std::string name = shown(drive->path().filename());
      add_place(places, {name, name}, drive->path());
    }
  }
}

std::vector<Bookmark> find_places(const std::string& source) {
  std::vector<Bookmark> places;
  add_place(places, strings::place_home, home_folder());
  add_place(places, strings::place_pictures, user_folder("PICTURES", "Pictures"));
  add_place(places, strings::place_desktop, user_folder("DESKTOP", "Desktop"));
  add_place(places, strings::place_downloads, user_folder("DOWNLOAD", "Downloads"));
  add_drives(places);
  try {
    add_place(places, strings::samples, data_dir() / "assets" / "samples");
  } catch (const Error&) {
    // Without its data there are no samples; the window has said so already.
  }
  add_place(places, strings::place_root, "/");
  if (!is_path(source)) return places;
  // Last, so that a place with a name of its own keeps it, but shown first.
  std::error_code none;
  const fs::path whole = fs::absolute(source, none).lexically_normal();
  const std::size_t others = places.size();
  add_place(places, strings::place_picture, is_folder(whole) ? whole : whole.parent_path());
  if (places.size() > others) std::rotate(places.begin(), places.end() - 1, places.end());
  return places;
}

void sort(std::vector<FolderEntry>& entries) {
  std::sort(entries.begin(), entries.end(), [](const FolderEntry& a, const FolderEntry& b) {
    return a.folder != b.folder ? a.folder : natural_less(a.name, b.name);
  });
}

FolderEntry entry_of(const fs::directory_entry& file) {
  std::error_code none;
  FolderEntry entry{file.path().filename().string(), file.is_directory(none), 0, {}};
  if (!entry.folder) {
    entry.bytes = file.file_size(none);
    entry.changed = file.last_write_time(none);
  }
  return entry;
}

using Publish = Worker<FolderJob, FolderListing>::Publish;
using Superseded = Worker<FolderJob, FolderListing>::Superseded;

/// Fills in the entries and publishes them.
void list_folder(FolderListing listing, bool hidden, const Publish& publish, const Superseded& superseded) {
  std::error_code problem;
  std::vector<FolderEntry> unclear;
  fs::directory_iterator file(listing.folder, problem);
  for (const fs::directory_iterator end; !problem && file != end && !superseded(); file.increment(problem)) {
    const fs::path& path = file->path();
    if (!hidden && path.filename().string().starts_with('.')) continue;
    std::error_code none;
    const bool folder = file->is_directory(none);
    if (!folder && !file->is_regular_file(none)) continue;
    (folder || has_picture_name(path) ? listing.entries : unclear).push_back(entry_of(*file));
  }
  if (problem) throw failure_of(shown(listing.folder), cannot_read(problem.message()).text());
  sort(listing.entries);
  publish(listing);
  bool more = false;
  for (const FolderEntry& entry : unclear) {
    if (superseded()) return;
    if (!looks_like_picture(listing.folder / entry.name)) continue;
    listing.entries.push_back(entry);
    more = true;
  }
  sort(listing.entries);
  if (more) publish(std::move(listing));
}

void read_first(const FolderJob& job, const Publish& publish, const Superseded& superseded) {
  FolderListing listing;
  listing.select = job.select;
  for (const std::string& candidate : job.candidates) {
    try {
      if (is_path(candidate) && is_folder(candidate)) {
        listing.folder = fs::absolute(candidate).lexically_normal();
        // `/a/b/` and `/a/b` are the same folder.
        if (!listing.folder.has_filename()) listing.folder = listing.folder.parent_path();
        listing.places = find_places(job.source);
        return list_folder(listing, job.hidden, publish, superseded);
      }
      if (!job.accept_file) throw no_such_file(candidate);
      open_source(candidate);
      listing.file = candidate;
      return publish(std::move(listing));
    } catch (const Error& error) {
      listing.error = error;
    } catch (const std::exception& error) {
      listing.error = failure(candidate + ": " + error.what());
    }
  }
  publish(std::move(listing));
}

}  // namespace

FolderReader::FolderReader(std::function<void()> wake) : worker_(read_first, std::move(wake)) {}

fs::path user_folder(const std::string& key, const std::string& usual) {
  const fs::path home = home_folder();
  if (home.empty()) return {};
  const char* config = std::getenv("XDG_CONFIG_HOME");
  std::ifstream file((config && *config == '/' ? fs::path(config) : home / ".config") / "user-dirs.dirs");
  const std::string begin = "XDG_" + key + "_DIR=\"";
  fs::path folder = home / usual;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(begin)) continue;
    std::string value = line.substr(begin.size(), line.rfind('"') - begin.size());
    if (value.starts_with("$HOME")) value.replace(0, 5, home.string());
    folder = fs::path(value).lexically_normal();
  }
  // The desktops set a folder that they do not use to the home folder itself.
  return is_folder(folder) && folder != home && folder != home / "" ? folder : fs::path();
}

fs::path pictures_folder() {
  const fs::path folder = user_folder("PICTURES", "Pictures");
  if (!folder.empty()) return folder;
  return home_folder().empty() ? fs::path(".") : home_folder();
}

}  // namespace pixelwhy::gui
