#pragma once

#include <span>
#include <vector>

namespace stampede::ui {

/// What a track asks of the column it stands in. Heights in pixels of the screen, title included.
struct TrackWish {
    int folded = 0;        ///< of its title alone
    int lowest = 0;        ///< at which it still says something
    int least = 0;         ///< at which it says what it should
    int own = 0;           ///< that it would like to have
    int stretch = 0;       ///< its share of what is to spare; 0: none
    int matters = 0;       ///< how much, for the strategy at hand
    bool mayFold = false;  ///< nobody has asked for it to be open, and it is
};

struct TrackShare {
    bool folded = false;  ///< for want of room
    int height = 0;
    friend bool operator==(const TrackShare&, const TrackShare&) = default;
};

/// The least that the tracks need when none folds.
int leastHeight(std::span<const TrackWish> wishes);

/// Shares `room` among the tracks. Where there is too little for all, the one that matters least folds
/// first; the one that matters most never does. Where that is not enough, those that are open become as low
/// as they may; if the column is still higher than the room, it scrolls. What is to spare goes to those that
/// stretch.
std::vector<TrackShare> shareHeight(std::span<const TrackWish> wishes, int room);

}  // namespace stampede::ui
