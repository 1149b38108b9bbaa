#include "ui/teach/lesson/vote_bars.h"

#include "ui/look/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace stampede::ui {

VoteBars::VoteBars(const QStringList& choices, const Votes& votes, std::vector<bool> right, QWidget* parent)
    : QWidget(parent), choices_(choices), votes_(votes), right_(std::move(right))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Votes of the class"));
    QStringList said;
    for (qsizetype i = 0; i < choices_.size(); ++i)
        for (std::size_t r = 0; r < votes_.rounds.size(); ++r)
            said +=
                tr("%1: %2 in round %3").arg(choices_[i]).arg(votes_.rounds[r][std::size_t(i)]).arg(r + 1);
    setAccessibleDescription(said.join(QStringLiteral("; ")));
}

int VoteBars::rowHeight() const
{
    const Theme& t = theme();
    return QFontMetrics(t.text).height() + t.px(4) +
           int(votes_.rounds.size()) * (QFontMetrics(t.small).height() + t.px(2)) + t.px(8);
}

QSize VoteBars::sizeHint() const
{
    return {theme().px(260), rowHeight() * int(choices_.size())};
}

void VoteBars::paintEvent(QPaintEvent*)
{
    const Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int line = QFontMetrics(t.text).height() + t.px(4), bar = QFontMetrics(t.small).height() + t.px(2);
    const bool twice = votes_.rounds.size() > 1;
    const int name = twice ? QFontMetrics(t.small).horizontalAdvance(tr("before")) + t.px(8) : 0;
    const int count = QFontMetrics(t.small).horizontalAdvance(QStringLiteral("9999 · 100 %"));
    const int room = std::max(t.px(40), width() - name - count - t.px(10));
    for (qsizetype i = 0; i < choices_.size(); ++i) {
        const int top = int(i) * rowHeight();
        const bool right = std::size_t(i) < right_.size() && right_[std::size_t(i)];
        painter.setFont(right ? t.strong : t.text);
        painter.setPen(right ? t.freshText : t.ink);
        const QString text = (right ? QStringLiteral("✓ ") : QStringLiteral("%1  ").arg(i + 1)) + choices_[i];
        painter.drawText(QRect(0, top, width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, width()));
        painter.setFont(t.small);
        for (std::size_t r = 0; r < votes_.rounds.size(); ++r) {
            const int total = std::max(1, votes_.total(r)), hands = votes_.rounds[r][std::size_t(i)];
            const QRectF box(name, top + line + int(r) * bar, room * double(hands) / total, bar - t.px(4));
            painter.setPen(Qt::NoPen);
            painter.setBrush(right ? t.fresh : t.series[0]);
            if (twice && r == 0) painter.setBrush(QBrush(right ? t.fresh : t.series[0], Qt::Dense5Pattern));
            painter.drawRoundedRect(box, t.px(3), t.px(3));
            painter.setPen(t.muted);
            if (twice)
                painter.drawText(QRectF(0, box.top(), name, box.height()), Qt::AlignLeft | Qt::AlignVCenter,
                                 r == 0 ? tr("before") : tr("after"));
            painter.setPen(t.ink);
            painter.drawText(QRectF(box.right() + t.px(6), box.top(), count + t.px(20), box.height()),
                             Qt::AlignLeft | Qt::AlignVCenter,
                             tr("%1 · %2 %").arg(hands).arg(qRound(100.0 * hands / total)));
        }
    }
}

}  // namespace stampede::ui
