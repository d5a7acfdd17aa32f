using Delivery.Workflows.Runtime.Alterations;

namespace Delivery.Workflows.Api.Alterations;

/// <summary>A plan and its instances.</summary>
internal sealed record PlanModel(AlterationPlan Plan, IReadOnlyList<JobModel> Jobs);
