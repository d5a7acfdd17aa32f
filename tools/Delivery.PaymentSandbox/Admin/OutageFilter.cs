using System.Globalization;
using Delivery.PaymentSandbox.Idempotency;

namespace Delivery.PaymentSandbox.Admin;

/// <summary>Lets the provider's API fail as the switch says. The ledger and the admin calls go on.</summary>
internal sealed class OutageFilter(OutageSwitch outage, TimeProvider timeProvider) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        switch (outage.Mode)
        {
            case OutageMode.Down:
                http.Abort();
                return TypedResults.Empty;
            case OutageMode.Overloaded:
                var seconds = Math.Max(1, (int)Math.Ceiling(outage.Remaining.TotalSeconds));
                http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
                return TypedResults.Text(Answer.Overloaded().Body, "application/problem+json", statusCode: 503);
            case OutageMode.Slow:
                await HangAsync(http.RequestAborted);
                break;
        }

        return await next(context);
    }

    private async Task HangAsync(CancellationToken aborted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, outage.Changed);
        await Task.Delay(outage.Remaining, timeProvider, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        aborted.ThrowIfCancellationRequested();
    }
}
