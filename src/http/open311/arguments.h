#pragma once

// Private to http/open311.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "http/server/request.h"

namespace kept::http {

/// What a client asks with, from the query and from a body, urlencoded or multipart. An argument
/// that is empty is as if it were not there.
class Arguments {
 public:
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  struct File {
    std::string part;  ///< the name of the part that it came in
    std::string content;
  };

  /// Fails with "body.unreadable", "body.wrong_type" or "text.not_utf8".
  [[nodiscard]] static base::Result<Arguments> read(const Request& request);

  explicit Arguments(Pairs given, std::vector<File> files = {})
      : given_(std::move(given)), files_(std::move(files)) {}

  /// The first that is not empty; the body's before the query's.
  [[nodiscard]] std::optional<std::string> one(std::string_view name) const;
  /// Each of an argument that may be repeated.
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
  /// Of an argument with parts: "extras" itself, and each "extras[…]" under its whole name.
  [[nodiscard]] Pairs parts_of(std::string_view name) const;
  /// Of an argument that may be repeated, and whose values are parted by commas.
  [[nodiscard]] std::vector<std::string> list(std::string_view name) const;
  /// attribute[CODE]=… and attribute[CODE][]=…, several values of one code parted by commas.
  [[nodiscard]] std::map<std::string, std::string> attributes() const;
  /// Of multipart bodies; whatever their parts are named.
  [[nodiscard]] const std::vector<File>& files() const { return files_; }
  /// The same for the same arguments and files, however the body was cut into parts.
  [[nodiscard]] std::string digest() const;

 private:
  Pairs given_;
  std::vector<File> files_;
};

struct Multipart {
  Arguments::Pairs values;
  std::vector<Arguments::File> files;
};

/// Of multipart/form-data; `type` is the whole Content-Type, for it has the boundary.
[[nodiscard]] std::optional<Multipart> read_multipart(const std::string& type,
                                                      const std::string& body);

}  // namespace kept::http
