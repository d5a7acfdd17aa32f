namespace Delivery.Workflows.Runtime.Tasks;

/// <summary>A task that an instance waits for.</summary>
/// <param name="Id">By which it is completed.</param>
/// <param name="Name">What is to be done.</param>
/// <param name="InstanceId">The instance that waits for it.</param>
/// <param name="CorrelationId">The instance's correlation.</param>
/// <param name="ActivityId">The activity that waits for it.</param>
/// <param name="CreatedAt">Since when.</param>
public sealed record OpenTask(string Id, string Name, string InstanceId, string? CorrelationId, string ActivityId, DateTimeOffset CreatedAt);
