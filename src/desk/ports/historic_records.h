#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/instant.h"
#include "desk/ports/place_rows.h"
#include "desk/ports/spans.h"
#include "domain/places/point.h"

/// Records of the system that a city had before: shown, counted, searched, and outside of every
/// promise (domain.md, rule 1) until one is adopted.
namespace kept::desk {

/// One record as its source has it. An empty text: the source says nothing.
struct HistoricRecord {
  std::string source;     ///< where it comes from: "chicago"
  std::string source_id;  ///< its number there; with `source` it is unique
  std::string service_code;
  std::string service_name;
  bool open = false;
  std::string status_word;  ///< the city's own
  base::Instant requested_at{};
  std::optional<base::Instant> updated_at;
  std::optional<base::Instant> closed_at;
  std::string address;
  std::optional<domain::Point> point;
  std::string department;
  std::map<std::string, std::string> areas;  ///< kind and name: ward, "Davenport (09)"
  std::string channel;
  std::string parent_id;  ///< what it is a duplicate or a part of, in the same source
  std::string resolution;

  bool operator==(const HistoricRecord&) const = default;
};

/// Tells two states of one record apart: of all its fields, 128 bits in hexadecimal.
[[nodiscard]] std::string digest_of(const HistoricRecord& record);

/// What became of records that were given to the store.
struct HistoricCounts {
  std::int64_t created = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;  ///< stands there already, or is older than what does

  [[nodiscard]] std::int64_t all() const { return created + updated + unchanged; }
  void add(const HistoricCounts& others);
  bool operator==(const HistoricCounts&) const = default;
};

/// What records that were compared would have left, so that an id that comes again in a file counts
/// as it would when it is saved. Digests of digests: eight bytes tell two of some millions apart.
struct ComparedRecords {
  struct State {
    std::uint64_t digest = 0;
    std::optional<base::Instant> updated_at;
  };
  /// About 100 MB; what comes after so many is not remembered.
  static constexpr std::size_t kMost = 2'000'000;

  std::unordered_map<std::uint64_t, State> states;  ///< by source and id
};

/// How far an import is.
struct ImportPoint {
  std::string import;     ///< digest of the file's content, or its address, and of how it is read
  std::int64_t rows = 0;  ///< that were read, refused ones included
  HistoricCounts counts;
  std::string page = {};  ///< where the next row stands, of a source that comes in pages
};

/// Where and when something was asked for.
struct HistoricPoint {
  std::int64_t id = 0;
  domain::Point point;
  base::Instant requested_at{};
};

/// A record as it stands in the store.
struct StandingRecord {
  HistoricRecord record;
  std::string digest;
  std::optional<std::int64_t> case_number;  ///< of the case that stands for it since its adoption
};

/// An open record near a point.
struct NearbyRecord {
  std::string source;
  std::string number;
  std::string address;
  base::Instant requested_at{};
  domain::Point point;
  double metres = 0;
};

class HistoricReader {
 public:
  virtual ~HistoricReader() = default;

  /// Those with this number, of whichever source.
  [[nodiscard]] virtual std::vector<StandingRecord> by_number(const std::string& source_id,
                                                              int limit) = 0;
  /// Those with these words in service or address, of the last imported; newest first, capped.
  [[nodiscard]] virtual std::vector<StandingRecord> by_words(const std::string& words,
                                                             int limit) = 0;
  [[nodiscard]] virtual std::optional<StandingRecord> find(const std::string& source,
                                                           const std::string& source_id) = 0;
  /// Open ones of the service with this code, as far around and as far back as is asked for, for
  /// which no case stands; nearest first.
  [[nodiscard]] virtual std::vector<NearbyRecord> open_near(const std::string& service_code,
                                                            const NearbyQuestion& question) = 0;
  /// Of what the city has behind it, how long each took: of cases and of records.
  [[nodiscard]] virtual std::vector<ServiceSpans> spans(const SpanQuestion& question) = 0;
  /// What save() would make of them after those that were compared before.
  [[nodiscard]] virtual HistoricCounts compare(const std::vector<HistoricRecord>& records,
                                               ComparedRecords& before) = 0;
  /// Those with a place, from after that id on, in the order of their ids.
  [[nodiscard]] virtual std::vector<HistoricPoint> points_after(std::int64_t id, int limit) = 0;
  [[nodiscard]] virtual std::optional<ImportPoint> import_point(const std::string& import) = 0;
};

class HistoricWriter : public HistoricReader {
 public:
  /// A record that is there already is replaced, unless it is the same or the one that stands there
  /// was updated later.
  [[nodiscard]] virtual HistoricCounts save(const std::vector<HistoricRecord>& records) = 0;
  /// In the unit of work of the records it tells of.
  virtual void set_import_point(const ImportPoint& point) = 0;
  virtual void drop_import_point(const std::string& import) = 0;
  /// Lets up to so many of the records that were saved be found by words; how many there were.
  [[nodiscard]] virtual int index_words(int limit) = 0;

  /// While there are no records: takes away the indexes that make_indexes() makes faster once the
  /// records are there. Only for who is alone with the store.
  virtual void set_indexes_aside() = 0;
  /// Makes those that are missing; nothing when all are there.
  virtual void make_indexes() = 0;
};

}  // namespace kept::desk
