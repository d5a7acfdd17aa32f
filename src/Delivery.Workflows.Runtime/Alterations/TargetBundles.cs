using System.Text.Json.Nodes;
using Delivery.Messaging.Persistence;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Alterations;

/// <summary>Finds the bundle of a version to which an instance is migrated. One that is not published any more, or not yet, gets it now.</summary>
internal sealed class TargetBundles(
    WorkflowEngine engine, Transactions<WorkflowsDbContext> transactions, IServiceScopeFactory scopes, BundleCache bundles)
{
    /// <exception cref="ProblemException">There is no such version, or it would fault.</exception>
    public async Task<WorkflowBundle> FindAsync(string definitionId, int? number, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var version = await db.Versions.AsNoTracking()
            .FirstOrDefaultAsync(
                stored => stored.DefinitionId == definitionId && (number == null ? stored.IsPublished : stored.Version == number), cancellationToken)
            ?? throw new ProblemException(
                WorkflowProblems.DefinitionNotFound,
                number is null ? $"No version of '{definitionId}' is published." : $"'{definitionId}' has no version {number}.");
        var hash = version.BundleHash ?? await StoreAsync(version, cancellationToken);
        return await bundles.GetAsync(hash, cancellationToken);
    }

    private Task<string> StoreAsync(StoredVersion version, CancellationToken cancellationToken) => transactions.RunAsync(
        async (transaction, token) =>
        {
            var resolver = new VersionResolver(await transaction.Db.Versions.AsNoTracking().ToListAsync(token));
            var bundle = WorkflowBundle.Create(WorkflowDefinition.Parse(version.Source), resolver.Resolve);
            DefinitionFinding[] errors =
            [
                .. engine.Validate(bundle, new JsonObject()).Where(problem => problem.IsError)
                    .Select(problem => DefinitionFinding.Of(version.DefinitionId, problem)),
            ];
            if (errors.Length > 0)
            {
                throw DefinitionChange.MigrateTo(version.DefinitionId).Refuse(version.DefinitionId, errors);
            }

            await StoredBundle.EnsureAsync(transaction, bundle, token);
            return bundle.Hash;
        },
        cancellationToken);
}
