#include <charconv>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "random_runs.h"
#include "search.h"
#include "workers.h"

namespace kept::explorer {
namespace {

constexpr std::string_view kUsage =
    "explorer search [DEPTH]           every situation to that depth (6) from each of five "
    "starts,\n"
    "                                  one step less from the others\n"
    "explorer wander [RUNS] [SEED]     runs of 200 steps at random (10000; the seed is printed)\n"
    "explorer mutate NAME              breaks a rule on purpose: 0 when that is caught\n"
    "explorer --mutate RULE            the same by name, or each way to break the rule with that "
    "number\n"
    "explorer mutants                  their names\n";

constexpr std::size_t kFarStarts = 5;  ///< searched to the whole depth
constexpr int kSteps = 200;

void print(const Finding& finding) {
  std::printf("rule %d: %s\n  from %s", finding.breach.rule, finding.breach.what.c_str(),
              finding.start.c_str());
  for (const Action& action : finding.trail) std::printf(", %s", to_string(action).c_str());
  std::printf("\n");
}

int search(int depth) {
  World world;
  const auto begin = std::chrono::steady_clock::now();
  const auto all = starts(world);
  std::mutex results;
  std::size_t states = 0;
  std::size_t findings = 0;
  in_parallel(world, all.size(), [&](World& own, std::size_t i) {
    const int far = i < kFarStarts ? depth : depth - 1;
    const Explored explored = explore(own, {}, all[i], far, 10);
    const std::scoped_lock lock(results);
    std::printf("%-14s depth %d: %zu states, %zu actions, %.1f s\n", explored.start.c_str(), far,
                explored.states, explored.actions, explored.seconds);
    for (const Finding& finding : explored.findings) print(finding);
    std::fflush(stdout);
    states += explored.states;
    findings += explored.findings.size();
  });
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  std::printf("search: %zu states, %.1f s, %zu findings\n", states, seconds, findings);
  return findings == 0 ? 0 : 1;
}

int wander_about(std::size_t runs, std::uint64_t seed) {
  World world;
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  std::fflush(stdout);
  const Wandered wandered = wander(world, {}, seed, runs, kSteps, 10);
  for (const Finding& finding : wandered.findings) print(finding);
  std::printf("wander: %zu runs of %d steps, %zu actions, %zu closings, %.1f s, %zu findings\n",
              wandered.runs, kSteps, wandered.units, wandered.closed, wandered.seconds,
              wandered.findings.size());
  return wandered.findings.empty() ? 0 : 1;
}

/// Caught when the rule that the mutant breaks is among those found broken.
int mutate(const MutantTerms& terms) {
  World world;
  if (terms.mutant == Mutant::one_attempt_exhausts) {
    world.policy().attempts = world.policy().attempt_days = world.policy().attempt_spans = 1;
  }
  const auto caught = [&](const std::vector<Finding>& findings) {
    for (const Finding& finding : findings) {
      if (finding.breach.rule != terms.rule) continue;
      print(finding);
      return true;
    }
    return false;
  };
  for (const Start& start : starts(world)) {
    for (int depth = 1; depth <= 3; ++depth) {
      if (caught(explore(world, terms.mutant, start, depth, 200).findings)) return 0;
    }
  }
  if (caught(wander(world, terms.mutant, 311, 200, kSteps, 200).findings)) return 0;
  std::printf("not caught: %s should break rule %d\n", std::string(terms.name).c_str(), terms.rule);
  return 1;
}

/// By its name, or all that break the rule with that number.
std::vector<MutantTerms> mutants_of(std::string_view rule) {
  std::vector<MutantTerms> found;
  for (const MutantTerms& terms : kMutants) {
    if (terms.name == rule || std::to_string(terms.rule) == rule) found.push_back(terms);
  }
  return found;
}

std::optional<std::uint64_t> number(int argc, char** argv, int index) {
  if (index >= argc) return std::nullopt;
  const std::string_view text = argv[index];
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc{} ? std::optional(value) : std::nullopt;
}

int run(int argc, char** argv) {
  const std::string_view command = argc > 1 ? argv[1] : "";
  if (command == "search") return search(static_cast<int>(number(argc, argv, 2).value_or(6)));
  if (command == "wander") {
    const std::uint64_t seed = number(argc, argv, 3).value_or(std::random_device{}());
    return wander_about(number(argc, argv, 2).value_or(10000), seed);
  }
  if (command == "mutants") {
    for (const MutantTerms& terms : kMutants) {
      std::printf("%d %s\n", terms.rule, std::string(terms.name).c_str());
    }
    return 0;
  }
  const auto mutant = command == "mutate" && argc > 2 ? find_mutant(argv[2]) : std::nullopt;
  if (mutant) return mutate(*mutant);
  if (command == "--mutate" && argc > 2) {
    const std::vector<MutantTerms> all = mutants_of(argv[2]);
    int missed = 0;
    for (const MutantTerms& terms : all) missed += mutate(terms);
    if (!all.empty()) return missed == 0 ? 0 : 1;
  }
  std::fputs(std::string(kUsage).c_str(), stderr);
  return 2;
}

}  // namespace
}  // namespace kept::explorer

int main(int argc, char** argv) { return kept::explorer::run(argc, argv); }
