#include "http/open311/arguments.h"

#include <algorithm>
#include <sstream>

#include "base/secret.h"
#include "base/trimmed.h"
#include "http/server/urlencoded.h"

namespace kept::http {
namespace {

/// "X" of "attribute[X]" and of "attribute[X][]".
std::optional<std::string> attribute_code(const std::string& name) {
  constexpr std::string_view kOpening = "attribute[";
  if (!name.starts_with(kOpening)) return std::nullopt;
  const std::size_t end = name.find(']', kOpening.size());
  if (end == std::string::npos) return std::nullopt;
  const std::string_view rest = std::string_view(name).substr(end + 1);
  if (!rest.empty() && rest != "[]") return std::nullopt;
  return name.substr(kOpening.size(), end - kOpening.size());
}

base::Result<Multipart> read_body(const Request& request) {
  if (request.body.empty() || request.method != "POST") return Multipart{};
  const std::string type = request.header("content-type").value_or("");
  std::string kind(base::trimmed(std::string_view(type).substr(0, type.find(';'))));
  std::transform(kind.begin(), kind.end(), kind.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  const base::Error unreadable =
      base::invalid("", "body.unreadable", "The body is not what its Content-Type says.");
  if (kind == "multipart/form-data") {
    auto read = read_multipart(type, request.body);
    if (!read) return unreadable;
    return std::move(*read);
  }
  if (kind.empty() || kind == "application/x-www-form-urlencoded") {
    auto read = read_urlencoded(request.body);
    if (!read) return unreadable;
    return Multipart{std::move(*read), {}};
  }
  return base::invalid("", "body.wrong_type", "Send the body as a form.");
}

}  // namespace

base::Result<Arguments> Arguments::read(const Request& request) {
  auto body = read_body(request);
  if (!body.ok()) return body.error();
  Multipart parts = std::move(body).value();
  Pairs given = std::move(parts.values);
  given.insert(given.end(), request.query.begin(), request.query.end());
  for (const auto& [name, value] : given) {
    if (!is_text(name) || !is_text(value)) {
      return base::invalid(is_text(name) ? "/" + name : "", "text.not_utf8",
                           "Send text in UTF-8, without control characters.");
    }
  }
  for (const File& file : parts.files) {
    if (!is_text(file.part)) {
      return base::invalid("", "text.not_utf8", "Send text in UTF-8, without control characters.");
    }
  }
  return Arguments(std::move(given), std::move(parts.files));
}

std::optional<std::string> Arguments::one(std::string_view name) const {
  for (const auto& [own, value] : given_) {
    if (own != name) continue;
    if (std::string text(base::trimmed(value)); !text.empty()) return text;
  }
  return std::nullopt;
}

std::vector<std::string> Arguments::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [own, value] : given_) {
    if (own != name) continue;
    if (std::string text(base::trimmed(value)); !text.empty()) values.push_back(std::move(text));
  }
  return values;
}

Arguments::Pairs Arguments::parts_of(std::string_view name) const {
  Pairs parts;
  const std::string opening = std::string(name) + "[";
  for (const auto& [own, value] : given_) {
    if (own != name && !own.starts_with(opening)) continue;
    if (std::string text(base::trimmed(value)); !text.empty()) parts.emplace_back(own, text);
  }
  return parts;
}

std::vector<std::string> Arguments::list(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [own, value] : given_) {
    if (own != name) continue;
    std::istringstream parts(value);
    std::string part;
    while (std::getline(parts, part, ',')) {
      if (std::string text(base::trimmed(part)); !text.empty()) values.push_back(std::move(text));
    }
  }
  return values;
}

std::map<std::string, std::string> Arguments::attributes() const {
  std::map<std::string, std::string> answers;
  for (const auto& [name, value] : given_) {
    const auto code = attribute_code(name);
    const std::string text(base::trimmed(value));
    if (!code || text.empty()) continue;
    std::string& answer = answers[*code];
    answer += (answer.empty() ? "" : ",") + text;
  }
  return answers;
}

std::string Arguments::digest() const {
  std::string all;
  const auto add = [&](const std::string& text) {
    all += std::to_string(text.size()) + ":" + text;
  };
  for (const auto& [name, value] : given_) {
    add(name);
    add(value);
  }
  for (const File& file : files_) {
    add(file.part);
    add(base::digest_of(file.content));
  }
  return base::digest_of(all);
}

}  // namespace kept::http
