using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Definitions.Audit;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Definitions.References;

/// <summary>Lets workflows that run another one run its published version.</summary>
public sealed class ReferenceUpdater
{
    private readonly WorkflowDefinitions _definitions;
    private readonly BundlePublisher _publisher;
    private readonly IServiceScopeFactory _scopes;
    private readonly Transactions<WorkflowsDbContext> _transactions;

    internal ReferenceUpdater(
        WorkflowDefinitions definitions, Transactions<WorkflowsDbContext> transactions, IServiceScopeFactory scopes, BundlePublisher publisher)
    {
        _definitions = definitions;
        _transactions = transactions;
        _scopes = scopes;
        _publisher = publisher;
    }

    /// <summary>
    /// Lets every workflow that runs this one inside it, in whichever version, run the published one: the latest version of each is rewritten,
    /// and published again if it was; a draft stays one. Those that run a workflow that is published follow that too. What is read-only stays.
    /// Each workflow is a transaction of its own: it is rewritten and published, or stays as it was. Doing it again does what is left.
    /// </summary>
    /// <param name="definitionId">The one that is used.</param>
    /// <param name="author">Who does it, for the audit log; null for a program.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ProblemException">Nothing is published.</exception>
    public async Task<ReferenceUpdates> UpdateAsync(string definitionId, ChangeAuthor? author, CancellationToken cancellationToken)
    {
        var (updated, refused) = (new List<DefinitionVersion>(), new Dictionary<string, Exception>(StringComparer.Ordinal));
        var seen = new HashSet<string>(StringComparer.Ordinal) { definitionId };
        var leaders = new Queue<DefinitionVersion>([await FindPublishedAsync(definitionId, cancellationToken)]);
        while (leaders.TryDequeue(out var leader))
        {
            var why = author is null ? null : author with { Note = author.Note ?? $"To run '{leader.DefinitionId}' in version {leader.Version}." };
            foreach (var (consumer, rewritten) in await ReferenceSearch.FindAsync(_scopes, leader, cancellationToken))
            {
                try
                {
                    if (rewritten is not null)
                    {
                        updated.Add(await ReplaceAsync(consumer, rewritten, why, cancellationToken));
                    }

                    if (consumer.IsPublished && seen.Add(consumer.DefinitionId))
                    {
                        leaders.Enqueue(await FindPublishedAsync(consumer.DefinitionId, cancellationToken));
                    }
                }
                catch (Exception refusal) when (refusal is ProblemException or WorkflowDefinitionException)
                {
                    refused[consumer.DefinitionId] = refusal;
                }
            }
        }

        return new ReferenceUpdates(updated, refused);
    }

    private async Task<DefinitionVersion> FindPublishedAsync(string definitionId, CancellationToken cancellationToken) =>
        await _definitions.FindAsync(definitionId, VersionSelector.Published, cancellationToken) ?? throw WorkflowProblems.NoSuchVersion(definitionId);

    /// <summary>Puts a text in the place of a version, and publishes it if that was.</summary>
    private Task<DefinitionVersion> ReplaceAsync(
        DefinitionVersion version, WorkflowDefinition definition, ChangeAuthor? author, CancellationToken cancellationToken) =>
        _transactions.RunAsync(
            async (transaction, token) =>
            {
                var writer = await DefinitionWriter.OpenAsync(transaction, token);
                await writer.CheckAsync(version.DefinitionId, version.Stamp, token);
                var stored = await writer.SaveDraftAsync(definition, token);
                if (version.IsPublished)
                {
                    await writer.MarkPublishedAsync(stored, author, token);
                    await _publisher.UpdateAsync(transaction, DefinitionChange.Publish(version.DefinitionId), token);
                }

                return DefinitionVersion.Of(stored);
            },
            cancellationToken);
}
