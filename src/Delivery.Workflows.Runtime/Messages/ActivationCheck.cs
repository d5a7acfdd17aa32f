using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Workflows.Runtime.Messages;

/// <summary>Whether a strategy allows another instance now. What holds when it is stored, the commit checks.</summary>
internal static class ActivationCheck
{
    public static async Task<bool> AllowsAsync(
        WorkflowsDbContext db, ActivationStrategy strategy, string definitionId, string? correlationId, CancellationToken cancellationToken)
    {
        var running = db.Instances.Where(instance => instance.Status == WorkflowStatus.Running);
        return strategy switch
        {
            ActivationStrategy.Singleton => !await running.AnyAsync(instance => instance.DefinitionId == definitionId, cancellationToken),
            ActivationStrategy.Correlation => correlationId is null || !await running.AnyAsync(
                instance => instance.CorrelationId == correlationId, cancellationToken),
            ActivationStrategy.CorrelatedSingleton => !await running.AnyAsync(
                instance => instance.DefinitionId == definitionId && instance.CorrelationId == correlationId, cancellationToken),
            _ => true,
        };
    }
}
