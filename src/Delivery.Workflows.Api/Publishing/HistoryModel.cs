namespace Delivery.Workflows.Api.Publishing;

/// <summary>Who has changed what new instances run.</summary>
internal sealed record HistoryModel(string Action, int Version, string? Who, string? Note, DateTimeOffset At);
