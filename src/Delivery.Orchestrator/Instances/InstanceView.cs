using Delivery.Workflows.Runtime.Instances;

namespace Delivery.Orchestrator.Instances;

/// <summary>An instance as an operator sees it.</summary>
/// <param name="Instance">What it is and where it stands.</param>
/// <param name="WaitsFor">What resumes it.</param>
/// <param name="Incidents">What went wrong in it.</param>
internal sealed record InstanceView(InstanceSummary Instance, IReadOnlyList<WaitView> WaitsFor, IReadOnlyList<IncidentView> Incidents);
