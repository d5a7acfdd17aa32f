using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
        var request = context.Request;
        var path = ((string?)request.RouteValues["path"] ?? "").Trim('/');
        var key = request.Headers[HttpSendHandler.KeyHeader].ToString();
        var requestId = IdOf(context, path, key);
        var told = held.Listen(requestId);
        try
        {
            var isRepeated = key.Length > 0 && await intake.IsTakenAsync(requestId, context.RequestAborted);
            var target = isRepeated ? null : await UnlessTakenAsync(requestId, key, () => FindAsync(context, path), context.RequestAborted);
            await HandleAsync(context, target, requestId, key, told);
        }
        finally
        {
            held.Forget(requestId);
        }
    }

    private async Task HandleAsync(HttpContext context, EndpointTarget? target, string requestId, string key, Task<HttpReply> told)
    {
        using var timeout = new CancellationTokenSource(target?.Limits.RequestTimeout ?? _options.RequestTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, lifetime.ApplicationStopping, context.RequestAborted);
        var isTaken = target is null;
        try
        {
            if (target is not null)
            {
                await UnlessTakenAsync(requestId, key, () => TakeAsync(context, target, requestId, either.Token), either.Token);
                isTaken = true;
            }

            await WriteAsync(context, await held.WaitAsync(requestId, told, either.Token));
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw Stopping(key.Length > 0, isTaken);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(HttpEndpointProblems.NoAnswer, (isTaken, key.Length > 0) switch
            {
                (false, _) => "The request has not arrived as a whole in time: no workflow has taken it.",
                (_, true) => "The workflow goes on; ask again later with the same Idempotency-Key to get its answer.",
                _ => $"The workflow goes on. {WithoutKey}",
            });
        }
    }

    /// <summary>Null for a request that its other delivery has taken meanwhile: its answer is waited for.</summary>
    private async Task<EndpointTarget?> UnlessTakenAsync(
        string requestId, string key, Func<Task<EndpointTarget>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run();
        }
        catch (ProblemException) when (key.Length > 0)
        {
            // Nobody takes it any more, perhaps because it is taken.
            if (await intake.IsTakenAsync(requestId, cancellationToken))
            {
                return null;
            }

            throw;
        }
    }

    private async Task<EndpointTarget> FindAsync(HttpContext context, string path)
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

    private async Task<EndpointTarget> TakeAsync(HttpContext context, EndpointTarget target, string requestId, CancellationToken cancellationToken)
    {
        var stimulus = await new RequestReader(context, target.Limits, _options.MaxRequestBytes).ReadAsync(requestId, target.RouteData, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var expiresAt = timeProvider.GetUtcNow() + _options.KeepAnswersFor;
        // Not given up in the middle: the caller must know whether it is taken.
        await intake.TakeAsync(target, stimulus, requestId, expiresAt, CancellationToken.None);
        return target;
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

    /// <summary>The same caller's repetition with the same key is the same request.</summary>
    private string IdOf(HttpContext context, string path, string key)
    {
        if (key.Length == 0)
        {
            return "req_" + Guid.CreateVersion7(timeProvider.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture);
        }

        var caller = context.User.FindFirst("sub")?.Value ?? "";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{caller}\n{context.Request.Method}\n{path}\n{key}"));
        return "req_" + Convert.ToHexStringLower(hash)[..48];
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
