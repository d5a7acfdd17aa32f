using Delivery.PaymentSandbox.Authorizations;
using Delivery.PaymentSandbox.Problems;
using Delivery.PaymentSandbox.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Delivery.PaymentSandbox.Admin;

/// <summary>Failures on demand.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/admin");
        group.MapPost("/outage", ([FromBody] OutageRequest request, OutageSwitch outage) =>
        {
            if (request.Seconds is < 0 or > 3600)
            {
                return TypedResults.Text(
                    SandboxProblems.InvalidRequest.Json("Send seconds from 0 to 3600."), "application/problem+json", statusCode: 400);
            }

            outage.Begin(request.Mode, TimeSpan.FromSeconds(request.Seconds));
            return (IResult)TypedResults.Ok(new { mode = outage.Mode });
        });
        group.MapPost("/heal", async (OutageSwitch outage, SandboxDatabase database, CancellationToken cancellationToken) =>
        {
            outage.Heal();
            await database.WriteAsync(
                transaction =>
                {
                    AuthorizationTable.Heal(transaction);
                    return true;
                },
                cancellationToken);
            return TypedResults.Ok(new { mode = outage.Mode });
        });
    }
}
