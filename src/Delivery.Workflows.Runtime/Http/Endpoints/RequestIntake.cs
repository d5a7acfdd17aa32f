using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Problems;
using Delivery.Workflows.Runtime.Commits;
using Delivery.Workflows.Runtime.Definitions;
using Delivery.Workflows.Runtime.Execution;
using Delivery.Workflows.Runtime.Messages;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>Gives a request to its instance: the burst and the fact that the request is taken are one transaction.</summary>
internal sealed class RequestIntake(
    IServiceScopeFactory scopes, InstanceReader instances, BurstRunner runner, BurstCommitter committer, StimulusDelivery mail, KeyedLocks locks)
{
    /// <summary>
    /// Returns when it is committed; false for a request that was taken before, which is not taken again. It can be given up until it is
    /// committed, and fails only when nothing is.
    /// </summary>
    /// <exception cref="ProblemException">Nobody takes it any more, or the workflow cannot start now.</exception>
    public async Task<bool> TakeAsync(EndpointTarget target, JsonObject stimulus, TakenRequest request, CancellationToken cancellationToken)
    {
        var (requestId, expiresAt) = (request.Id, request.ExpiresAt);
        using var turn = await locks.EnterAsync(target.CorrelationId ?? target.InstanceId ?? requestId, cancellationToken);
        var result = await committer.RunAsync(
            async token =>
            {
                var burst = target.Trigger is { } trigger
                    ? await StartAsync(trigger, target, stimulus, StartKey(requestId, expiresAt), token)
                    : await ResumeAsync(target, stimulus, token);
                return new CommitUnit
                {
                    Bursts = [burst],
                    Request = new StoredHttpRequest
                    {
                        Id = requestId, InstanceId = burst.InstanceId, ExpiresAt = expiresAt, Fingerprint = request.Fingerprint,
                    },
                };
            },
            cancellationToken);
        await mail.DrainAsync(result, cancellationToken);
        return result?.Outcome == CommitOutcome.Committed;
    }

    /// <summary>What is known of it since some replica has taken it; null before.</summary>
    public async Task<TakenRequest?> FindTakenAsync(string requestId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>().HttpRequests
            .Where(request => request.Id == requestId)
            .Select(request => new TakenRequest(request.Id, request.ExpiresAt, request.Fingerprint))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Of the instance that the request starts: another one when the same key comes again after its answer was let go.</summary>
    internal static string StartKey(string requestId, DateTimeOffset expiresAt) => $"{requestId}|{expiresAt.ToUniversalTime():O}";

    private async Task<PreparedBurst> StartAsync(
        StoredTrigger trigger, EndpointTarget target, JsonObject stimulus, string key, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        if (!await StimulusPlanner.IsAllowedAsync(db, trigger, target.CorrelationId, cancellationToken))
        {
            throw new ProblemException(
                HttpEndpointProblems.StartRefused, $"Another instance is running, and '{trigger.DefinitionId}' allows no second one. Try again when it has ended.");
        }

        var start = new StartInstance
        {
            InstanceId = InstanceIds.Create(key, trigger.Id),
            CorrelationId = target.CorrelationId,
            TriggerActivityId = trigger.ActivityId,
            TriggerInput = stimulus.DeepClone(),
        };
        return await runner.StartAsync(trigger.BundleHash, start, trigger.Activation, traceParent: null, cancellationToken);
    }

    private async Task<PreparedBurst> ResumeAsync(EndpointTarget target, JsonObject stimulus, CancellationToken cancellationToken)
    {
        var instance = await instances.FindWaitingAsync(target.InstanceId!, target.BookmarkId!, cancellationToken)
            ?? throw new ProblemException(HttpEndpointProblems.NotFound, "The workflow has gone on meanwhile and takes this request no longer.");
        var resumption = new BookmarkResumption { BookmarkId = target.BookmarkId!, Input = stimulus.DeepClone() };
        return await runner.ResumeAsync(instance, resumption, traceParent: null, cancellationToken);
    }
}
