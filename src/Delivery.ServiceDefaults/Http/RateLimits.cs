using System.Threading.RateLimiting;
using Delivery.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Delivery.ServiceDefaults.Http;

/// <summary>A token bucket per client, so that one cannot starve the others.</summary>
internal static class RateLimits
{
    public static void Add(IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<HttpLimitsOptions>>(Configure);
    }

    private static void Configure(RateLimiterOptions options, IOptions<HttpLimitsOptions> limits)
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(
            context => RateLimitPartition.GetTokenBucketLimiter(ClientOf(context), _ => Bucket(limits.Value)));
        options.OnRejected = async (context, _) =>
            await ProblemWriter.WriteAsync(context.HttpContext, StandardProblems.ForStatus(StatusCodes.Status429TooManyRequests));
    }

    private static string ClientOf(HttpContext context) =>
        context.User.FindFirst("sub") is { } subject
            ? "sub:" + subject.Value
            : "ip:" + context.Connection.RemoteIpAddress;

    private static TokenBucketRateLimiterOptions Bucket(HttpLimitsOptions limits) => new()
    {
        TokenLimit = limits.Burst,
        TokensPerPeriod = Math.Max(1, limits.RequestsPerSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        QueueLimit = 0,
    };
}
