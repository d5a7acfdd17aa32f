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
            await HandleAsync(context, await FindAsync(context, path, requestId, key), requestId, told);
        }
        finally
        {
            held.Forget(requestId);
        }
    }

    private async Task HandleAsync(HttpContext context, EndpointTarget? target, string requestId, Task<HttpReply> told)
    {
        using var timeout = new CancellationTokenSource(target?.Limits.RequestTimeout ?? _options.RequestTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, lifetime.ApplicationStopping, context.RequestAborted);
        try
        {
            if (target is not null)
            {
                var stimulus = await new RequestReader(context, target.Limits, _options.MaxRequestBytes)
                    .ReadAsync(requestId, target.RouteData, either.Token);
                var expiresAt = timeProvider.GetUtcNow() + _options.KeepAnswersFor;
                await intake.TakeAsync(target, stimulus, requestId, expiresAt, either.Token);
            }

            await WriteAsync(context, await held.WaitAsync(requestId, told, either.Token));
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(
                HttpEndpointProblems.Stopping, "Send it again with the same Idempotency-Key: if it has been taken, it is not taken again, and gets its answer.")
            {
                RetryAfterSeconds = RetryAfterSeconds,
            };
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(
                HttpEndpointProblems.NoAnswer, "The workflow goes on; ask again later with the same Idempotency-Key to get its answer.");
        }
    }

    /// <summary>Null for a request that was taken before: its answer is waited for.</summary>
    private async Task<EndpointTarget?> FindAsync(HttpContext context, string path, string requestId, string key)
    {
        if (key.Length > 0 && await intake.IsTakenAsync(requestId, context.RequestAborted))
        {
            return null;
        }

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
