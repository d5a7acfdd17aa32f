namespace Delivery.Workflows.Api.Executions;

/// <summary>The badges of a diagram.</summary>
internal sealed record ReportModel(IReadOnlyList<StatModel> Stats);
