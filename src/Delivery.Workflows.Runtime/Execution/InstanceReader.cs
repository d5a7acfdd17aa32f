using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Execution;

/// <summary>Reads instances to compute bursts from.</summary>
internal sealed class InstanceReader(IServiceScopeFactory scopes)
{
    /// <summary>Null when there is no such instance.</summary>
    public async Task<LoadedInstance?> FindAsync(string instanceId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var instance = await db.Instances.AsNoTracking().FirstOrDefaultAsync(stored => stored.Id == instanceId, cancellationToken);
        return instance is null ? null : LoadedInstance.Of(instance);
    }

    /// <summary>Null when the instance does not have the bookmark, or no longer.</summary>
    public async Task<LoadedInstance?> FindWaitingAsync(string instanceId, string bookmarkId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var instance = await db.Instances.AsNoTracking()
            .FirstOrDefaultAsync(
                stored => stored.Id == instanceId
                    && db.Bookmarks.Any(bookmark => bookmark.InstanceId == instanceId && bookmark.Id == bookmarkId),
                cancellationToken);
        return instance is null ? null : LoadedInstance.Of(instance);
    }
}
