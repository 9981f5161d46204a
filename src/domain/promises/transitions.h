#pragma once

#include <algorithm>
#include <array>

#include "domain/cases/words.h"

namespace kept::domain {

struct PromiseEdge {
  PromiseState from;
  PromiseState to;
  const char* why;
};

/// Every way a promise's state can change. Nothing else does.
inline constexpr std::array kPromiseEdges{
    PromiseEdge{PromiseState::made, PromiseState::kept, "contact at or before due"},
    PromiseEdge{PromiseState::made, PromiseState::unreached, "tried by the due instant, in vain"},
    PromiseEdge{PromiseState::made, PromiseState::broken, "the clock passed due"},
    PromiseEdge{PromiseState::made, PromiseState::released, "the resident needs it no longer"},
    PromiseEdge{PromiseState::made, PromiseState::moved, "the resident agreed to another time"},
    PromiseEdge{PromiseState::kept, PromiseState::broken,
                "kept on staff's word, and the resident says no; or the evidence was taken back"},
    PromiseEdge{PromiseState::kept, PromiseState::disputed,
                "the system recorded the contact, and the resident says no"},
    PromiseEdge{PromiseState::kept, PromiseState::unreached,
                "wrap-up says that it was voicemail or somebody else"},
    PromiseEdge{PromiseState::kept, PromiseState::made,
                "kept by a call for something else, of which wrap-up says so"},
    PromiseEdge{PromiseState::broken, PromiseState::kept,
                "evidence of contact by the due instant was recorded late, or the resident "
                "confirmed staff's word"},
    PromiseEdge{PromiseState::broken, PromiseState::released,
                "late, and then the resident needs it no longer; stays broken in every figure"},
    PromiseEdge{PromiseState::disputed, PromiseState::kept, "a supervisor decided"},
    PromiseEdge{PromiseState::disputed, PromiseState::broken, "a supervisor decided"},
};

constexpr bool may_become(PromiseState from, PromiseState to) {
  return std::any_of(kPromiseEdges.begin(), kPromiseEdges.end(),
                     [&](const PromiseEdge& edge) { return edge.from == from && edge.to == to; });
}

}  // namespace kept::domain
