#include "records/packed_file.h"

#include <archive.h>
#include <archive_entry.h>

#include <fstream>
#include <utility>
#include <vector>

#include "base/running_digest.h"

namespace kept::records {
namespace {

using base::Result;

constexpr std::size_t kPackedBlock = 65'536;

base::Error unreadable(const std::filesystem::path& file, const std::string& why) {
  return base::invalid("", "import.unreadable", file.string() + ": " + why + ".");
}

base::Error broken(const std::filesystem::path& file, archive* opened) {
  const char* why = archive_error_string(opened);
  return unreadable(file, why != nullptr ? why : "it cannot be read");
}

/// What other systems put beside the data.
bool is_by_the_way(const std::string& name) {
  const std::string last = std::filesystem::path(name).filename().string();
  return name.ends_with('/') || name.starts_with("__MACOSX/") || last.starts_with('.');
}

std::string name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  return name != nullptr ? name : "";
}

}  // namespace

void PackedFile::Close::operator()(archive* opened) const { archive_read_free(opened); }

PackedFile::PackedFile(Archive opened, std::filesystem::path file, std::int64_t size)
    : archive_(std::move(opened)), file_(std::move(file)), size_(size) {}

Result<std::string> PackedFile::only_member(const std::filesystem::path& file) {
  const Archive opened(archive_read_new());
  archive_read_support_filter_all(opened.get());
  archive_read_support_format_zip(opened.get());
  archive_read_support_format_raw(opened.get());
  archive_read_support_format_empty(opened.get());
  if (archive_read_open_filename(opened.get(), file.c_str(), kPackedBlock) != ARCHIVE_OK) {
    return broken(file, opened.get());
  }
  std::vector<std::string> names;
  archive_entry* entry = nullptr;
  int code = ARCHIVE_OK;
  while ((code = archive_read_next_header(opened.get(), &entry)) == ARCHIVE_OK) {
    const std::string name = name_of(entry);
    if (archive_format(opened.get()) == ARCHIVE_FORMAT_RAW) return name;
    if (!is_by_the_way(name)) names.push_back(name);
  }
  if (code != ARCHIVE_EOF) return broken(file, opened.get());
  if (names.empty()) return unreadable(file, "there is nothing in it");
  if (names.size() > 1) {
    return unreadable(
        file, "it holds " + names[0] + " and " + names[1] + "; take out the one that is meant");
  }
  return names.front();
}

Result<PackedFile::Archive> PackedFile::open_at(const std::filesystem::path& file,
                                                const std::string& member) {
  Archive opened(archive_read_new());
  archive_read_support_filter_all(opened.get());
  archive_read_support_format_zip(opened.get());
  archive_read_support_format_raw(opened.get());
  if (archive_read_open_filename(opened.get(), file.c_str(), kPackedBlock) != ARCHIVE_OK) {
    return broken(file, opened.get());
  }
  archive_entry* entry = nullptr;
  do {
    if (archive_read_next_header(opened.get(), &entry) != ARCHIVE_OK) {
      return broken(file, opened.get());
    }
  } while (name_of(entry) != member);
  return opened;
}

Result<PackedFile> PackedFile::open(const std::filesystem::path& file) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  if (failed) {
    return base::not_found("import.no_file", "There is no file " + file.string() + " to read.");
  }
  const auto member = only_member(file);
  if (!member.ok()) return member.error();
  auto opened = open_at(file, member.value());
  if (!opened.ok()) return opened.error();
  return PackedFile(std::move(opened).value(), file, static_cast<std::int64_t>(size));
}

Result<std::size_t> PackedFile::read(char* into, std::size_t size) {
  const la_ssize_t count = archive_read_data(archive_.get(), into, size);
  if (count < 0) return broken(file_, archive_.get());
  return static_cast<std::size_t>(count);
}

std::int64_t PackedFile::position() const { return archive_filter_bytes(archive_.get(), -1); }

Result<std::string> digest_of_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::string block(kPackedBlock, '\0');
  base::RunningDigest digest;
  while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) ||
         stream.gcount() > 0) {
    digest.add(std::string_view(block).substr(0, static_cast<std::size_t>(stream.gcount())));
  }
  if (!stream.is_open() || stream.bad()) {
    return base::not_found("import.no_file", "There is no file " + file.string() + " to read.");
  }
  return digest.finish();
}

Result<std::string> read_packed(const std::filesystem::path& file, std::size_t most) {
  auto opened = PackedFile::open(file);
  if (!opened.ok()) return opened.error();
  PackedFile packed = std::move(opened).value();
  std::string text;
  std::string block(kPackedBlock, '\0');
  for (;;) {
    const auto count = packed.read(block.data(), block.size());
    if (!count.ok()) return count.error();
    if (*count == 0) return text;
    text.append(block, 0, *count);
    if (text.size() > most) {
      return unreadable(file, "it holds more than " + std::to_string(most >> 20U) + " MiB");
    }
  }
}

}  // namespace kept::records
