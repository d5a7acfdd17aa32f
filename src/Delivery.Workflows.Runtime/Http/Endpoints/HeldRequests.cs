using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Delivery.Workflows.Runtime.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>
/// The requests that wait for their answers on this replica. An answer that is committed here is told at once; one that another replica has
/// committed is found by looking, which only requests do that have waited for a while.
/// </summary>
internal sealed class HeldRequests(IServiceScopeFactory scopes, TimeProvider timeProvider)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LastPause = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<HttpReply>> _waiting = new();

    /// <summary>Begins to listen; do it before the answer can be given.</summary>
    public Task<HttpReply> Listen(string requestId) =>
        // Two deliveries of one request wait for the same answer.
        _waiting.GetOrAdd(requestId, static _ => new TaskCompletionSource<HttpReply>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Says that an answer is committed.</summary>
    public void Announce(HttpReply reply)
    {
        if (_waiting.TryRemove(reply.RequestId, out var waiting))
        {
            waiting.SetResult(reply);
        }
    }

    /// <summary>Waits until the token says that it was long enough. What was told by then counts.</summary>
    public async Task<HttpReply> WaitAsync(string requestId, Task<HttpReply> told, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(requestId, told, cancellationToken);
        }
        catch (OperationCanceledException) when (told.IsCompletedSuccessfully)
        {
            return await told;
        }
    }

    /// <summary>Nobody listens any more. Another delivery of the same request finds its answer by looking.</summary>
    public void Forget(string requestId) => _waiting.TryRemove(requestId, out _);

    private async Task<HttpReply> LookAsync(string requestId, Task<HttpReply> told, CancellationToken cancellationToken)
    {
        // Where the caller's work runs, not within the commit that tells.
        var woken = told.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.DenyChildAttach, TaskScheduler.Current);
        for (var pause = FirstLook; !told.IsCompleted; pause = pause < LastPause ? pause * 1.5 : LastPause)
        {
            if (await FindAsync(requestId, cancellationToken) is { } found)
            {
                return found;
            }

            await Task.WhenAny(woken, Task.Delay(pause, timeProvider, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }

        return await told;
    }

    /// <summary>Null while it is not answered.</summary>
    private async Task<HttpReply?> FindAsync(string requestId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<WorkflowsDbContext>();
        var stored = await db.HttpRequests.AsNoTracking().FirstOrDefaultAsync(request => request.Id == requestId, cancellationToken);
        return stored?.StatusCode is not { } status
            ? null
            : new HttpReply(requestId, status)
            {
                ContentType = stored.ContentType,
                Headers = stored.Headers is null ? null : JsonNode.Parse(stored.Headers)!.AsObject(),
                Body = stored.Body,
            };
    }
}
