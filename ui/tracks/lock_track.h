#pragma once

#include "core/analysis/reading.h"
#include "ui/tracks/curve.h"
#include "ui/tracks/track.h"

namespace stampede::ui {

/// Who holds a lock, in words; nullptr: nobody. `where`: the instant, and which key.
QString holderText(const LockBand* held, const Where& where);

/// The lock of the most contended key: who held it and for how long, who waited meanwhile, and where two
/// acted on it at once.
class LockTrack final : public Track {
    Q_OBJECT

public:
    explicit LockTrack(Session& session, QWidget* parent = nullptr);

    int plotHeight() const override;
    int matters() const override { return 3; }  // folded where none is taken
    QString summary() override;

    /// What a band says when there is room for all of it; shorter forms follow: who holds the lock while the
    /// playhead is inside the band, who had it and how that ended, or who will have it. `where`: see told.h.
    static QStringList bandTexts(const LockBand& band, Instant playhead, Where where = {});

protected:
    QString subtitle() override;
    QString nothingToSay() const override;
    void prepare() override;
    void paintPlot(QPainter& painter) override;
    void paintLive(QPainter& painter) override;
    QRegion liveRegion(double x) const override;
    void clicked(QPointF at) override;
    void hovered(QPointF at) override;
    void unhovered() override;

private:
    std::span<const LockBand> bands() const;
    std::span<const LockOverlap> overlaps() const;
    QRectF bandRow() const;
    QRectF overlapRow() const;
    QRectF waitingRow() const;
    QRectF bandRect(const LockBand& band) const;
    void paintBands(QPainter& painter);
    void paintOverlaps(QPainter& painter);
    void paintForkBands(QPainter& painter);
    void paintWaiting(QPainter& painter);
    void paintBandTexts(QPainter& painter);
    void paintInside(QPainter& painter, const QRectF& rect, const QString& text);
    void paintOverlapTexts(QPainter& painter);
    const LockBand* bandAt(QPointF at) const;
    Where whereNow() const;
    QString waitingText() const;

    std::uint32_t key_ = 0;
    Curve waiting_;
};

/// How a holding of a lock ended, with %1 for its holder: "given back by %1".
QString lockEndText(LockEnd how);

}  // namespace stampede::ui
