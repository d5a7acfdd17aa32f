using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Search;

/// <summary>Finds definitions, for lists that people sort, search and page through, and for designers that draw them.</summary>
public sealed class DefinitionSearch
{
    private readonly IServiceScopeFactory _scopes;

    internal DefinitionSearch(IServiceScopeFactory scopes) => _scopes = scopes;

    /// <summary>The versions that fit.</summary>
    public async Task<Found<FoundVersion>> ListAsync(DefinitionQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var versions = Sort(Filter(db.Versions.AsNoTracking(), query), query);
        if (string.IsNullOrWhiteSpace(query.Text))
        {
            var total = await versions.CountAsync(cancellationToken);
            var page = versions.Skip(query.Skip).Take(query.Take ?? int.MaxValue);
            return new Found<FoundVersion>([.. (await page.ToListAsync(cancellationToken)).Select(Of)], total);
        }

        // The description is in the text only, which holds many other words too: the database narrows it down, the rest is looked at here.
        var text = query.Text.Trim();
#pragma warning disable CA1304, CA1311, CA1862 // This becomes SQL, which knows no cultures and no comparisons.
        var lower = text.ToLowerInvariant();
        var candidates = await versions
            .Where(version => version.Source.ToLower().Contains(lower) || version.Id.ToLower().Contains(lower) || version.DefinitionId.ToLower().Contains(lower))
            .ToListAsync(cancellationToken);
#pragma warning restore CA1304, CA1311, CA1862
        var fitting = candidates.Select(Of).Where(version => Says(version, text)).ToList();
        return new Found<FoundVersion>([.. fitting.Skip(query.Skip).Take(query.Take ?? int.MaxValue)], fitting.Count);
    }

    /// <summary>The versions with their texts, in no particular order.</summary>
    public async Task<IReadOnlyList<DefinitionVersion>> ReadAsync(DefinitionQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var rows = await Sort(Filter(db.Versions.AsNoTracking(), query), query).ToListAsync(cancellationToken);
        return [.. rows.Select(DefinitionVersion.Of)];
    }

    /// <summary>How many definitions there are.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>().Versions.CountAsync(version => version.IsLatest, cancellationToken);
    }

    /// <summary>Whether no other definition has this name.</summary>
    public async Task<bool> IsNameFreeAsync(string name, string? definitionId, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        return !await db.Versions.AnyAsync(version => version.Name == name && version.DefinitionId != definitionId, cancellationToken);
    }

    /// <summary>The definition with the workflows that it uses, as they are now.</summary>
    public async Task<DefinitionFamily> ReadFamilyAsync(DefinitionVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        return await DefinitionFamily.ReadAsync(db, version, cancellationToken);
    }

    /// <summary>What new instances of the definitions run on, by definition id. A definition without a published version is left out.</summary>
    public async Task<IReadOnlyDictionary<string, WorkflowBundle>> ReadPublishedBundlesAsync(
        IReadOnlyCollection<string> definitionIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definitionIds);
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var rows = await db.Versions.AsNoTracking()
            .Where(version => version.IsPublished && version.BundleHash != null && definitionIds.Contains(version.DefinitionId))
            .Select(version => new { version.DefinitionId, version.BundleHash })
            .ToListAsync(cancellationToken);
        var bundles = await StoredBundle.ReadAsync(db, rows.Select(row => row.BundleHash!).Distinct(), cancellationToken);
        return rows.Where(row => bundles.ContainsKey(row.BundleHash!))
            .ToDictionary(row => row.DefinitionId, row => bundles[row.BundleHash!], StringComparer.Ordinal);
    }

    private static IQueryable<StoredVersion> Filter(IQueryable<StoredVersion> versions, DefinitionQuery query)
    {
        versions = query.Versions switch
        {
            VersionSet.Latest => versions.Where(version => version.IsLatest),
            VersionSet.Published => versions.Where(version => version.IsPublished),
            VersionSet.LatestOrPublished => versions.Where(version => version.IsLatest || version.IsPublished),
            VersionSet.LatestAndPublished => versions.Where(version => version.IsLatest && version.IsPublished),
            VersionSet.Draft => versions.Where(version => version.IsLatest && !version.IsPublished),
            _ => versions,
        };
        var (number, definitionIds, ids) = (query.Number, query.DefinitionIds, query.VersionIds);
        versions = number is null ? versions : versions.Where(version => version.Version == number);
        versions = definitionIds.Count == 0 ? versions : versions.Where(version => definitionIds.Contains(version.DefinitionId));
        return ids.Count == 0 ? versions : versions.Where(version => ids.Contains(version.Id));
    }

    private static IOrderedQueryable<StoredVersion> Sort(IQueryable<StoredVersion> versions, DefinitionQuery query)
    {
        var sorted = (query.Order, query.Descending) switch
        {
            (DefinitionOrder.Created, false) => versions.OrderBy(version => version.CreatedAt),
            (DefinitionOrder.Created, true) => versions.OrderByDescending(version => version.CreatedAt),
            (DefinitionOrder.Version, false) => versions.OrderBy(version => version.Version),
            (DefinitionOrder.Version, true) => versions.OrderByDescending(version => version.Version),
            (_, false) => versions.OrderBy(version => version.Name),
            _ => versions.OrderByDescending(version => version.Name),
        };
        return sorted.ThenBy(version => version.DefinitionId).ThenByDescending(version => version.Version);
    }

    private static bool Says(FoundVersion version, string text) =>
        new[] { version.Name, version.Description, version.Id, version.DefinitionId }
            .Any(value => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);

    private static FoundVersion Of(StoredVersion row)
    {
        var header = DefinitionHeader.Read(row.Source);
        return new FoundVersion
        {
            Id = row.Id,
            DefinitionId = row.DefinitionId,
            Version = row.Version,
            Name = row.Name,
            Description = header.Description,
            ToolVersion = header.ToolVersion,
            IsReadonly = header.IsReadonly,
            IsLatest = row.IsLatest,
            IsPublished = row.IsPublished,
            CreatedAt = row.CreatedAt,
        };
    }
}
