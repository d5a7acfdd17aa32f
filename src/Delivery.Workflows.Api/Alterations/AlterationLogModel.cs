namespace Delivery.Workflows.Api.Alterations;

/// <summary>What was said about it.</summary>
internal sealed record AlterationLogModel(IReadOnlyList<AlterationLogEntryModel> LogEntries);
