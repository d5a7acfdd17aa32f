using System.Collections.Concurrent;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Search;

namespace Delivery.Workflows.Api.Descriptors;

/// <summary>
/// Workflows as activity types. The Studio asks for all of them after every save: what was read of a version is kept until the version changes,
/// and is not read again. A deleted version can come back from a file, with its id and another text.
/// </summary>
internal sealed class WorkflowActivityModels(DefinitionSearch definitions)
{
    private const int AtOnce = 500;
    private static readonly DefinitionQuery AllVersions = new() { Versions = VersionSet.All };
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<ActivityModel>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = (await definitions.ListAsync(AllVersions, cancellationToken)).Items;
        var entries = await ReadAsync(rows, cancellationToken);
        return [.. rows.GroupBy(row => row.DefinitionId).SelectMany(group => Usable(
            [.. group.OrderByDescending(row => row.Version).Select(row => entries.GetValueOrDefault(row.Id)).OfType<Entry>()]))];
    }

    private async Task<Dictionary<string, Entry>> ReadAsync(IReadOnlyList<FoundVersion> rows, CancellationToken cancellationToken)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var row in rows)
        {
            if (_entries.TryGetValue(row.Id, out var entry) && entry.Revision == row.Revision && entry.CreatedAt == row.CreatedAt)
            {
                entries[row.Id] = entry;
            }
            else
            {
                missing.Add(row.Id);
            }
        }

        foreach (var part in missing.Chunk(AtOnce))
        {
            foreach (var version in await definitions.ReadAsync(new DefinitionQuery { VersionIds = part }, cancellationToken))
            {
                entries[version.Id] = _entries[version.Id] = Entry.Of(version);
            }
        }

        foreach (var gone in _entries.Keys.Except(rows.Select(row => row.Id)).ToList())
        {
            _entries.TryRemove(gone, out _);
        }

        return entries;
    }

    /// <summary>Versions that are no longer offered stay known: diagrams may hold them.</summary>
    private static IEnumerable<ActivityModel> Usable(IReadOnlyList<Entry> newestFirst)
    {
        if (!newestFirst.Any(entry => entry.IsUsable))
        {
            return [];
        }

        var offered = newestFirst[0].IsUsable;
        return newestFirst.Select(entry => offered ? entry.Offered : entry.Hidden);
    }

    private sealed record Entry(int Revision, DateTimeOffset CreatedAt, bool IsUsable, ActivityModel Offered, ActivityModel Hidden)
    {
        public static Entry Of(DefinitionVersion version)
        {
            var definition = WorkflowDefinition.Parse(version.Source);
            var descriptor = WorkflowDescriptors.Of(definition);
            return new Entry(
                version.Revision,
                version.CreatedAt,
                WorkflowDescriptors.IsUsable(definition),
                ActivityModel.Of(descriptor with { IsBrowsable = true }),
                ActivityModel.Of(descriptor with { IsBrowsable = false }));
        }
    }
}
