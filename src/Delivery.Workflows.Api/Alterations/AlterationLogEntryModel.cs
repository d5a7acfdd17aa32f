namespace Delivery.Workflows.Api.Alterations;

/// <summary>A line of it.</summary>
internal sealed record AlterationLogEntryModel(string Message, string LogLevel, DateTimeOffset Timestamp, string EventName);
