#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "store/sqlite/query.h"

struct sqlite3_stmt;

namespace kept::store {

class Database;

using Blob = std::vector<std::byte>;
using BlobView = std::span<const std::byte>;

/// A prepared statement on loan from its connection's cache. Parameters count from 1, columns from
/// 0. It must end before its connection does. A column of another type than asked for throws.
class Statement {
 public:
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  Statement& operator=(Statement&&) = delete;

  void bind(int index, std::int64_t value);
  void bind(int index, double value);
  void bind(int index, std::string_view value);
  void bind(int index, BlobView value);
  void bind(int index, std::nullopt_t);
  void bind(int index, const char* value) { bind(index, std::string_view(value)); }
  void bind(int index, const std::string& value) { bind(index, std::string_view(value)); }
  void bind(int index, const Blob& value) { bind(index, BlobView(value)); }
  void bind(int index, int value) { bind(index, std::int64_t{value}); }
  void bind(int index, bool value) { bind(index, std::int64_t{value ? 1 : 0}); }
  /// Instants stand as milliseconds since 1970, UTC.
  void bind(int index, base::Instant value) {
    bind(index, std::int64_t{value.time_since_epoch().count()});
  }
  template <typename Tag>
  void bind(int index, base::Id<Tag> value) {
    bind(index, value.value);
  }
  template <typename T>
  void bind(int index, const std::optional<T>& value) {
    if (value) {
      bind(index, *value);
    } else {
      bind(index, std::nullopt);
    }
  }
  /// Binds parameters 1, 2, … in order.
  template <typename... Args>
  void bind_all(const Args&... args) {
    int index = 0;
    (bind(++index, args), ...);
  }

  /// Goes to the next row; false when there is none.
  bool step();
  /// Runs to the end; gives the number of rows changed.
  std::int64_t run();
  /// Ready to be bound and run again.
  void reset();

  [[nodiscard]] bool is_null(int column) const;
  /// Whatever stands there, as text; for messages.
  [[nodiscard]] std::string as_text(int column) const;

  /// T is std::int64_t, double, bool, std::string, Blob, Instant, Id<Tag> or an optional of these.
  template <typename T>
  [[nodiscard]] T get(int column) const {
    return Reader<T>::read(*this, column);
  }

 private:
  friend class Database;
  Statement(Database& database, const Query& query, sqlite3_stmt* handle)
      : database_(&database), query_(&query), handle_(handle) {}

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] Blob blob(int column) const;
  void expect_type(int column, int type) const;
  void check(int code, const char* doing) const;

  template <typename T>
  struct Reader;

  Database* database_;
  const Query* query_;
  sqlite3_stmt* handle_;
  bool started_ = false;
};

template <>
struct Statement::Reader<std::int64_t> {
  static std::int64_t read(const Statement& row, int column) { return row.integer(column); }
};
template <>
struct Statement::Reader<double> {
  static double read(const Statement& row, int column) { return row.real(column); }
};
template <>
struct Statement::Reader<bool> {
  static bool read(const Statement& row, int column) { return row.integer(column) != 0; }
};
template <>
struct Statement::Reader<std::string> {
  static std::string read(const Statement& row, int column) { return row.text(column); }
};
template <>
struct Statement::Reader<Blob> {
  static Blob read(const Statement& row, int column) { return row.blob(column); }
};
template <>
struct Statement::Reader<base::Instant> {
  static base::Instant read(const Statement& row, int column) {
    return base::Instant(base::Duration(row.integer(column)));
  }
};
template <typename Tag>
struct Statement::Reader<base::Id<Tag>> {
  static base::Id<Tag> read(const Statement& row, int column) { return {row.integer(column)}; }
};
template <typename T>
struct Statement::Reader<std::optional<T>> {
  static std::optional<T> read(const Statement& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return row.get<T>(column);
  }
};

}  // namespace kept::store
