#include "trunk/dialog_book.h"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fstream>
#include <sstream>
#include <system_error>
#include <utility>

#include "trunk/json_text.h"

namespace kept::trunk {
namespace {

namespace json = boost::json;
namespace files = std::filesystem;

/// Nothing: torn, when the process died while it wrote.
std::optional<DialogRecord> read_record(const files::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  boost::system::error_code error;
  const json::value read = json::parse(text.str(), error);
  if (error || !read.is_object()) return std::nullopt;
  const json::object& record = read.get_object();
  DialogRecord dialog{text_of(record, "call_id"), text_of(record, "ours"),
                      text_of(record, "theirs"), text_of(record, "target"),
                      text_of(record, "route")};
  if (dialog.call_id.empty() || dialog.target.empty()) return std::nullopt;
  return dialog;
}

}  // namespace

DialogBook::DialogBook(files::path directory) : directory_(std::move(directory)) {
  if (directory_.empty()) return;
  files::create_directories(directory_);
  // Who may read a dialog may end the call, and knows who called.
  files::permissions(directory_, files::perms::owner_all);
}

/// Names of calls are ours, so they are names of files.
files::path DialogBook::file_of(const std::string& name) const {
  return directory_ / (name + ".json");
}

void DialogBook::keep(const std::string& name, const DialogRecord& record) {
  if (directory_.empty()) return;
  std::ofstream(file_of(name)) << json::serialize(json::object{{"call_id", record.call_id},
                                                               {"ours", record.ours},
                                                               {"theirs", record.theirs},
                                                               {"target", record.target},
                                                               {"route", record.route}});
}

void DialogBook::forget(const std::string& name) {
  if (directory_.empty()) return;
  std::error_code gone;
  files::remove(file_of(name), gone);
}

std::vector<DialogRecord> DialogBook::take_all() {
  std::vector<DialogRecord> all;
  if (directory_.empty()) return all;
  std::vector<files::path> found;
  for (const auto& entry : files::directory_iterator(directory_)) found.push_back(entry.path());
  for (const files::path& file : found) {
    if (auto record = read_record(file)) all.push_back(*std::move(record));
    std::error_code gone;
    files::remove(file, gone);
  }
  return all;
}

}  // namespace kept::trunk
