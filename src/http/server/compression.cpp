#include "http/server/compression.h"

#include <zlib.h>

#include <algorithm>

namespace kept::http {
namespace {

constexpr std::size_t kWorthIt = 1024;
constexpr int kGzipWindow = 15 + 16;  // the largest window, with gzip's header

bool is_worth_packing(const std::string& type) {
  return type.starts_with("text/") || type.starts_with("application/json") ||
         type.starts_with("application/geo+json") || type.starts_with("application/atom+xml") ||
         type.starts_with("application/javascript") || type.starts_with("image/svg");
}

}  // namespace

void compress(Response& response) {
  const bool done =
      std::any_of(response.headers.begin(), response.headers.end(),
                  [](const auto& header) { return header.first == "Content-Encoding"; });
  if (done || response.body.size() < kWorthIt || !is_worth_packing(response.content_type)) return;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    return;
  }
  std::string packed(deflateBound(&stream, response.body.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(response.body.data());
  stream.avail_in = static_cast<uInt>(response.body.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (!whole) return;
  response.body = std::move(packed);
  response.headers.emplace_back("Content-Encoding", "gzip");
  response.headers.emplace_back("Vary", "Accept-Encoding");
}

}  // namespace kept::http
