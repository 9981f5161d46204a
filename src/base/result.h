#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/check.h"

namespace kept::base {

/// What went wrong, in the few kinds that every door can express. http/errors.cpp holds the one
/// table from kind to HTTP status.
enum class ErrorKind {
  kInvalid,          ///< a field is missing or wrong; `pointer` names it
  kUnauthenticated,  ///< nobody is signed in
  kForbidden,        ///< signed in, but not allowed
  kNotFound,
  kConflict,       ///< somebody else changed it, or its state forbids the action
  kTooMany,        ///< a rate or queue limit; try again later
  kUnavailable,    ///< nothing was stored, or it is unknown; repeat with the same key
  kUnprocessable,  ///< well-formed, but a rule of the domain refuses it
};

/// An expected failure, as a value. `reason` is a stable slug ("promise.due_in_past") that
/// catalogues translate; `message` is plain English that says what to do; `pointer` is a JSON
/// pointer (RFC 6901) to the offending field, empty when no field is to blame.
struct Error {
  ErrorKind kind = ErrorKind::kInvalid;
  std::string reason;
  std::string message;
  std::string pointer;

  bool operator==(const Error&) const = default;
};

/// Marker for "it worked and there is nothing to return".
struct Done {
  bool operator==(const Done&) const = default;
};

/// Either a value or the Error that prevented it. Reading the absent side is a programmer's error.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : content_(std::move(error)) {}  // NOLINT: implicit by design

  [[nodiscard]] bool ok() const { return std::holds_alternative<T>(content_); }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] const T& value() const& {
    KEPT_CHECK(ok());
    return std::get<T>(content_);
  }
  [[nodiscard]] T&& value() && {
    KEPT_CHECK(ok());
    return std::get<T>(std::move(content_));
  }
  [[nodiscard]] const Error& error() const {
    KEPT_CHECK(!ok());
    return std::get<Error>(content_);
  }
  const T& operator*() const& { return value(); }
  const T* operator->() const { return &value(); }

 private:
  std::variant<T, Error> content_;
};

inline Error invalid(std::string pointer, std::string reason, std::string message) {
  return {ErrorKind::kInvalid, std::move(reason), std::move(message), std::move(pointer)};
}
inline Error refused(std::string reason, std::string message, std::string pointer = {}) {
  return {ErrorKind::kUnprocessable, std::move(reason), std::move(message), std::move(pointer)};
}
inline Error conflict(std::string reason, std::string message) {
  return {ErrorKind::kConflict, std::move(reason), std::move(message), {}};
}
inline Error forbidden(std::string reason, std::string message) {
  return {ErrorKind::kForbidden, std::move(reason), std::move(message), {}};
}
inline Error not_found(std::string reason, std::string message) {
  return {ErrorKind::kNotFound, std::move(reason), std::move(message), {}};
}
inline Error unavailable(std::string reason, std::string message) {
  return {ErrorKind::kUnavailable, std::move(reason), std::move(message), {}};
}

}  // namespace kept::base
