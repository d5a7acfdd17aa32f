namespace Delivery.Notifications.Events;

/// <summary>What subscribers read in a notice.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="CustomerId">Whom it is for.</param>
/// <param name="Template">Which notice it is.</param>
/// <param name="Text">In words, by language tag.</param>
/// <param name="At">When.</param>
internal sealed record NoticeNews(
    string OrderId, string CustomerId, string Template, IReadOnlyDictionary<string, string> Text, DateTimeOffset At);
