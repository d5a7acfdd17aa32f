using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Definitions;

/// <summary>Finds the workflows that run one in another version than a given one.</summary>
internal static class ReferenceSearch
{
    /// <returns>Their latest versions, each with what it says when it runs that one.</returns>
    public static async Task<IReadOnlyList<(DefinitionVersion Consumer, WorkflowDefinition Rewritten)>> FindAsync(
        IServiceScopeFactory scopes, DefinitionVersion target, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var versionIds = await db.Versions.Where(version => version.DefinitionId == target.DefinitionId).Select(version => version.Id)
            .ToHashSetAsync(cancellationToken);
        var latest = await db.Versions.AsNoTracking().Where(version => version.IsLatest && version.DefinitionId != target.DefinitionId)
            .OrderBy(version => version.DefinitionId).ToListAsync(cancellationToken);
        return
        [
            .. from version in latest
               let rewritten = ReferenceRewriter.Rewrite(WorkflowDefinition.Parse(version.Source), target, versionIds)
               where rewritten is not null
               select (DefinitionVersion.Of(version), rewritten!),
        ];
    }
}
