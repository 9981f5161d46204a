#include "records/text_file.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "base/text.h"

namespace kept::records {
namespace {

/// Counted in characters from 1: where the well-formed part of the line ends.
std::size_t column_of_fault(std::string_view line) {
  std::size_t end = line.size();
  while (!base::is_utf8(line.substr(0, end))) --end;
  return *base::utf8_length(line.substr(0, end)) + 1;
}

}  // namespace

base::Error wrong(const std::filesystem::path& file, std::size_t line, const std::string& message) {
  const std::string name = file.filename().string();
  const std::string where = line == 0 ? name : fmt::format("{}:{}", name, line);
  return base::invalid("/" + name, "config.wrong", where + ": " + message);
}

base::Result<std::string> read_text_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream read;
  read << stream.rdbuf();
  if (!stream.is_open() || stream.bad()) return wrong(file, 0, "it is not there, or not readable");
  std::string text = std::move(read).str();
  if (base::is_utf8(text)) return text;
  std::istringstream lines(text);
  std::string line;
  std::size_t number = 1;
  while (std::getline(lines, line) && base::is_utf8(line)) ++number;
  return wrong(
      file, number,
      fmt::format("column {} is not UTF-8; save the file in that encoding", column_of_fault(line)));
}

}  // namespace kept::records
