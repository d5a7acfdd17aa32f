namespace Delivery.Workflows.Api.Executions;

/// <summary>How an execution came about: who scheduled it, and who scheduled that.</summary>
internal sealed record CallStackModel(string ActivityExecutionId, IReadOnlyList<ExecutionModel> Items, int TotalCount);
