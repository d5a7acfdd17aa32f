using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Definitions.Audit;

/// <summary>Who has changed what new instances run, when, and why.</summary>
public sealed class DefinitionAudit
{
    private readonly IServiceScopeFactory _scopes;

    internal DefinitionAudit(IServiceScopeFactory scopes) => _scopes = scopes;

    /// <summary>The latest changes of a definition, the newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> ListAsync(string definitionId, int most, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>().Audit.AsNoTracking()
            .Where(entry => entry.DefinitionId == definitionId)
            .OrderByDescending(entry => entry.Id)
            .Take(most)
            .Select(entry => new AuditEntry(entry.Action, entry.VersionId, entry.Version, entry.Who, entry.Note, entry.At))
            .ToListAsync(cancellationToken);
    }
}
