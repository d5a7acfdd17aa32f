using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Definitions.References;

/// <summary>Finds the workflows that run another one.</summary>
internal static class ReferenceSearch
{
    /// <returns>
    /// The latest versions of those that may be changed, each with what it says when it runs the target; without it where that is the case already.
    /// </returns>
    public static async Task<IReadOnlyList<(DefinitionVersion Consumer, WorkflowDefinition? Rewritten)>> FindAsync(
        IServiceScopeFactory scopes, DefinitionVersion target, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var versionIds = await db.Versions.Where(version => version.DefinitionId == target.DefinitionId).Select(version => version.Id)
            .ToHashSetAsync(cancellationToken);
        var latest = await db.Versions.AsNoTracking()
            .Where(version => version.IsLatest && !version.IsReadonly && version.DefinitionId != target.DefinitionId)
            .OrderBy(version => version.DefinitionId).ToListAsync(cancellationToken);
        return
        [
            .. from version in latest
               let definition = WorkflowDefinition.Parse(version.Source)
               let rewritten = ReferenceRewriter.Rewrite(definition, target, versionIds)
               where rewritten is not null
               select (DefinitionVersion.Of(version), ReferenceEquals(rewritten, definition) ? null : rewritten),
        ];
    }
}
