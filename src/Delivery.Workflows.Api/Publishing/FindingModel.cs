namespace Delivery.Workflows.Api.Publishing;

/// <summary>What the checks say.</summary>
internal sealed record FindingModel(bool IsError, string? Activity, string Message);
