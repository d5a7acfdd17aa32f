using System.Collections.Concurrent;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Execution;

/// <summary>Parsed bundles by hash. A bundle never changes, so that nothing here ever becomes stale.</summary>
internal sealed class BundleCache(IServiceScopeFactory scopes)
{
    /// <summary>More versions than this in use at once are rare; then the cache starts anew.</summary>
    private const int MaxSize = 512;

    private readonly ConcurrentDictionary<string, WorkflowBundle> _bundles = new();

    public async ValueTask<WorkflowBundle> GetAsync(string hash, CancellationToken cancellationToken)
    {
        if (_bundles.TryGetValue(hash, out var bundle))
        {
            return bundle;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var content = await db.Bundles.Where(stored => stored.Hash == hash).Select(stored => stored.Content)
            .FirstOrDefaultAsync(cancellationToken)
            ?? throw new InvalidOperationException($"Bundle {hash} is not in the database.");
        if (_bundles.Count >= MaxSize)
        {
            _bundles.Clear();
        }

        return _bundles.GetOrAdd(hash, WorkflowBundle.Parse(content));
    }
}
