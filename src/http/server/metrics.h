#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace kept::http {

/// One request that was answered. `route` is the text of a route, never what somebody typed.
struct Answered {
  std::string method;
  std::string route;
  int status = 0;
  std::chrono::microseconds took{0};
};

/// One value of a figure; `label` is empty, or name and value ("state", "kept").
struct Sample {
  std::pair<std::string, std::string> label;
  double value = 0;
};

/// Figures of the running program, as Prometheus reads them. Nothing personal: only counts. Any
/// thread.
class Metrics {
 public:
  void count(const Answered& request);

  enum class Kind { counter, gauge };
  /// A figure that is asked for when somebody looks. Before serving.
  void add(Kind kind, std::string name, std::string help,
           std::function<std::vector<Sample>()> read);

  /// Everything in the text format of Prometheus, version 0.0.4.
  [[nodiscard]] std::string text() const;

 private:
  static constexpr std::array kBuckets{0.005, 0.025, 0.1, 0.5, 2.5};  // seconds
  struct Times {
    std::array<std::int64_t, kBuckets.size()> at_most{};
    std::int64_t count = 0;
    double sum = 0;
  };
  struct Figure {
    Kind kind;
    std::string name;
    std::string help;
    std::function<std::vector<Sample>()> read;
  };

  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::int64_t> requests_;  ///< by operation and status
  std::map<std::string, Times> times_;                            ///< by operation
  std::vector<Figure> figures_;
};

}  // namespace kept::http
