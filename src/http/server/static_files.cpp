#include "http/server/static_files.h"

#include <fstream>
#include <iterator>
#include <map>
#include <optional>

namespace kept::http {
namespace {

namespace fs = std::filesystem;

std::string type_of(const fs::path& file) {
  static const std::map<std::string, std::string> kTypes{
      {".html", "text/html; charset=utf-8"},
      {".js", "application/javascript; charset=utf-8"},
      {".mjs", "application/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".woff2", "font/woff2"},
      {".json", "application/json; charset=utf-8"},
      {".ico", "image/x-icon"},
  };
  const auto found = kTypes.find(file.extension().string());
  return found == kTypes.end() ? "application/octet-stream" : found->second;
}

/// The file that a path names below `root`; nothing when there is none, or it would leave `root`.
std::optional<fs::path> find(const fs::path& root, const std::string& path) {
  std::error_code failed;
  const fs::path file = fs::weakly_canonical(root / path.substr(1), failed);
  if (failed || !fs::is_regular_file(file, failed)) return std::nullopt;
  const auto relative = file.lexically_relative(root);
  if (relative.empty() || *relative.begin() == "..") return std::nullopt;
  return file;
}

}  // namespace

Handler static_files(const fs::path& root) {
  std::error_code ignored;
  const fs::path base = fs::weakly_canonical(root, ignored);
  return [base](const Request& request) -> Response {
    const bool is_api = request.path.starts_with("/api/");
    auto file = find(base, request.path == "/" ? "/index.html" : request.path);
    if (!file && !is_api) file = find(base, "/index.html");
    if (!file || is_api) {
      return {404,
              "application/problem+json",
              R"({"type":"urn:kept311:problem:not_found",)"
              R"("title":"There is nothing at this address.","status":404})",
              {}};
    }
    std::ifstream stream(*file, std::ios::binary);
    Response response;
    response.content_type = type_of(*file);
    response.body.assign(std::istreambuf_iterator<char>(stream), {});
    // Vite puts a hash of the content into the names under assets/.
    const bool hashed = request.path.starts_with("/assets/");
    response.headers.emplace_back("Cache-Control",
                                  hashed ? "public, max-age=31536000, immutable" : "no-cache");
    return response;
  };
}

}  // namespace kept::http
