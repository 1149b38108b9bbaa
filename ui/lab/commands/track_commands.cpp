#include "ui/lab/commands/track_commands.h"

#include "ui/session/commands/commands.h"
#include "ui/tracks/track.h"
#include "ui/tracks/track_area.h"

namespace stampede::ui {

void addTrackCommands(const Context& context, TrackArea& tracks)
{
    using Group = Command::Group;
    constexpr int step = 16;
    const auto focused = [&tracks] { return tracks.focusedTrack() != nullptr; };
    const auto move = [&tracks](int places) {
        return [&tracks, places] {
            if (Track* t = tracks.focusedTrack()) tracks.moveBy(t, places);
        };
    };
    const auto grow = [&tracks](int pixels) {
        return [&tracks, pixels] {
            if (Track* t = tracks.focusedTrack()) t->growBy(pixels);
        };
    };
    Commands& c = context.commands;
    c.add({"track-up", Group::show, Commands::tr("Move the track up"), {"Alt+Up"}, move(-1), focused});
    c.add({"track-down", Group::show, Commands::tr("Move the track down"), {"Alt+Down"}, move(+1), focused});
    c.add({"track-higher",
           Group::show,
           Commands::tr("Make the track higher"),
           {"Alt+Shift+Down"},
           grow(+step),
           focused});
    c.add({"track-lower",
           Group::show,
           Commands::tr("Make the track lower"),
           {"Alt+Shift+Up"},
           grow(-step),
           focused});
    c.add({"tracks-reset",
           Group::show,
           Commands::tr("Reset the tracks"),
           {},
           [&tracks] { tracks.reset(); },
           {}});
}

}  // namespace stampede::ui
