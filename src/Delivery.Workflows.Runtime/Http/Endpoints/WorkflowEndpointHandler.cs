using System.Text.Json.Nodes;
using Delivery.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Delivery.Workflows.Runtime.Http.Endpoints;

/// <summary>Holds a request until the workflow that takes it has answered.</summary>
internal sealed class WorkflowEndpointHandler(
    EndpointRoutes routes,
    RequestIntake intake,
    HeldRequests held,
    IHostApplicationLifetime lifetime,
    IOptions<WorkflowHttpOptions> options,
    TimeProvider timeProvider)
{
    private const int RetryAfterSeconds = 1;
    private const string WithoutKey = "Sent again it would be taken again: a request can be asked about only if it was sent with an Idempotency-Key.";

    private readonly WorkflowHttpOptions _options = options.Value;

    public async Task HandleAsync(HttpContext context)
    {
        var path = ((string?)context.Request.RouteValues["path"] ?? "").Trim('/');
        var key = context.Request.Headers[HttpSendHandler.KeyHeader].ToString();
        var name = key.Length == 0 ? null : RequestName.Of(context.User, context.Request.Method, path, key);
        var requestId = name ?? RequestName.Random(timeProvider.GetUtcNow());
        var asked = new AskedRequest(context, requestId, HasKey: name is not null, held.Listen(requestId));
        try
        {
            var isRepeated = asked.HasKey && await intake.FindTakenAsync(requestId, context.RequestAborted) is not null;
            var target = isRepeated ? null : await UnlessTakenAsync(asked, () => FindAsync(context, path), context.RequestAborted);
            if (key.Length > 0 && !asked.HasKey)
            {
                throw new ProblemException(
                    HttpEndpointProblems.KeyGuessable,
                    "Send a random key, for example a UUID, or a token: whoever is not known is told apart from others by the key alone.");
            }

            await HandleAsync(asked, target);
        }
        finally
        {
            held.Forget(requestId);
        }
    }

    private async Task HandleAsync(AskedRequest asked, EndpointTarget? target)
    {
        var context = asked.Context;
        using var timeout = new CancellationTokenSource(target?.Limits.RequestTimeout ?? _options.RequestTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, lifetime.ApplicationStopping, context.RequestAborted);
        var isTaken = target is null;
        try
        {
            var fingerprint = asked.HasKey ? await RequestFingerprint.ReadAsync(context.Request, _options.MaxRequestBytes, either.Token) : null;
            var isFirst = target is not null
                && await UnlessTakenAsync(asked, async () => await TakeAsync(asked, target, fingerprint, either.Token) ? target : null, either.Token) is not null;
            isTaken = true;
            if (asked.HasKey && !isFirst)
            {
                await CheckSameAsync(asked.Id, fingerprint!, either.Token);
            }

            await WriteAsync(context, await held.WaitAsync(asked.Id, asked.Told, either.Token));
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw Stopping(asked.HasKey, isTaken);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(HttpEndpointProblems.NoAnswer, (isTaken, asked.HasKey) switch
            {
                (false, _) => "No workflow has taken the request: it did not arrive as a whole in time, or others were before it. Send it again.",
                (_, true) => "The workflow goes on; ask again later with the same Idempotency-Key to get its answer.",
                _ => $"The workflow goes on. {WithoutKey}",
            });
        }
    }

    /// <summary>Null for a request that its other delivery has taken meanwhile: its answer is waited for.</summary>
    private async Task<EndpointTarget?> UnlessTakenAsync(AskedRequest asked, Func<Task<EndpointTarget?>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (ProblemException) when (asked.HasKey)
        {
            // Nobody takes it any more, perhaps because it is taken.
            if (await intake.FindTakenAsync(asked.Id, cancellationToken) is not null)
            {
                return null;
            }

            throw;
        }
    }

    /// <summary>An answer is for whoever asked for just this.</summary>
    private async Task CheckSameAsync(string requestId, string fingerprint, CancellationToken cancellationToken)
    {
        if (await intake.FindTakenAsync(requestId, cancellationToken) is { Fingerprint: { } first } && first != fingerprint)
        {
            throw new ProblemException(
                HttpEndpointProblems.KeyReused, "This Idempotency-Key belongs to a request with another body or query. Send a new key for a new request.");
        }
    }

    private async Task<EndpointTarget?> FindAsync(HttpContext context, string path)
    {
        var request = context.Request;
        var target = await routes.FindAsync(
            path,
            request.Method.ToUpperInvariant(),
            First(request.Headers["X-Correlation-ID"], request.Query["correlationId"]),
            First(request.Headers["X-Workflow-Instance-ID"], request.Query["workflowInstanceId"]),
            context.RequestAborted)
            ?? throw new ProblemException(HttpEndpointProblems.NotFound, "Check the path and the method; a workflow may also have gone on since.");
        await AuthorizeAsync(context, target.Limits);
        return target;
    }

    /// <summary>False for a request that was taken before.</summary>
    private async Task<bool> TakeAsync(AskedRequest asked, EndpointTarget target, string? fingerprint, CancellationToken cancellationToken)
    {
        var reader = new RequestReader(asked.Context, target.Limits, _options.MaxRequestBytes);
        var stimulus = await reader.ReadAsync(asked.Id, target.RouteData, cancellationToken);
        var request = new TakenRequest(asked.Id, timeProvider.GetUtcNow() + _options.KeepAnswersFor, fingerprint);
        return await intake.TakeAsync(target, stimulus, request, cancellationToken);
    }

    /// <summary>Only what is not done twice may be sent again.</summary>
    private static ProblemException Stopping(bool hasKey, bool isTaken)
    {
        if (isTaken && !hasKey)
        {
            return new ProblemException(HttpEndpointProblems.NoAnswer, $"The workflow goes on, and this server stops. {WithoutKey}");
        }

        var advice = hasKey
            ? "Send it again with the same Idempotency-Key: if it has been taken, it is not taken again, and gets its answer."
            : "No workflow has taken it. Send it again.";
        return new ProblemException(HttpEndpointProblems.Stopping, advice) { RetryAfterSeconds = RetryAfterSeconds };
    }

    private async Task AuthorizeAsync(HttpContext context, EndpointLimits limits)
    {
        var isKnown = context.User.Identity?.IsAuthenticated == true;
        if (!isKnown && (limits.Authorize || limits.Policy is not null || !_options.AllowAnonymous))
        {
            throw new ProblemException(StandardProblems.Unauthenticated, "Send a valid token in the header 'Authorization: Bearer …'.");
        }

        if (limits.Policy is not { } name)
        {
            return;
        }

        var policy = await context.RequestServices.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(name);
        var authorization = context.RequestServices.GetRequiredService<IAuthorizationService>();
        // A policy that this host does not know lets nobody in.
        if (policy is null || !(await authorization.AuthorizeAsync(context.User, context, policy)).Succeeded)
        {
            throw new ProblemException(StandardProblems.Forbidden, $"Use a token that meets the policy '{name}'.");
        }
    }

    private static string? First(params string?[] values) => values.FirstOrDefault(value => !string.IsNullOrEmpty(value));

    private static async Task WriteAsync(HttpContext context, HttpReply reply)
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            // The workflow's answer is the answer, also when it is an error without a body.
            pages.Enabled = false;
        }

        var response = context.Response;
        response.StatusCode = reply.StatusCode;
        // What a workflow answers comes from the origin of our own pages, which keep tokens: a browser must not let it act as one of them.
        response.Headers.ContentSecurityPolicy = "sandbox";
        response.Headers.XContentTypeOptions = "nosniff";
        foreach (var (name, values) in reply.Headers ?? [])
        {
            if (!HeaderText.IsAllowed(name))
            {
                continue;
            }

            response.Headers[name] = (values as JsonArray ?? []).Select(value => HeaderText.Clean(value?.ToString() ?? "")).ToArray();
        }

        if (reply.Body is null || HttpMethods.IsHead(context.Request.Method) || response.StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        response.ContentType = HeaderText.Clean(reply.ContentType ?? "text/plain");
        await response.WriteAsync(reply.Body, context.RequestAborted);
    }
}
