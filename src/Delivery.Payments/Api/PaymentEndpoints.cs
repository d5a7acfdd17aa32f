using System.Security.Claims;
using Delivery.Payments.Persistence;
using Delivery.ServiceDefaults.Authorization;
using Delivery.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Delivery.Payments.Api;

internal static class PaymentEndpoints
{
    public static void MapPayments(this IEndpointRouteBuilder endpoints)
    {
        var payments = endpoints.MapGroup("/api/orders/{orderId}/payment").WithTags("Payments");
        payments.MapGet("/", GetAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Customer, Roles.Operator))
            .WithName("GetPayment")
            .WithSummary("Shows where the payment of an order is.")
            .ProducesProblem(StatusCodes.Status404NotFound);
        payments.MapPost("/", PayAgainAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Customer))
            .WithName("PayAgain")
            .WithSummary("Pays a deferred payment, with the means of payment given before or another.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        endpoints.MapGet("/ops/payments/{orderId}/ledger", GetLedgerAsync)
            .RequireAuthorization(policy => policy.RequireRole(Roles.Operator))
            .WithTags("Operations")
            .WithName("GetPaymentLedger")
            .WithSummary("Lists the bookings of an order.");
    }

    private static async Task<Ok<PaymentResponse>> GetAsync(
        string orderId, ClaimsPrincipal user, PaymentsDbContext db, CancellationToken cancellationToken)
    {
        var payment = await db.Payments.AsNoTracking().SingleOrDefaultAsync(found => found.OrderId == orderId, cancellationToken);
        return payment is not null && (user.IsInRole(Roles.Operator) || payment.CustomerId == user.Subject())
            ? TypedResults.Ok(PaymentResponse.Of(payment))
            : throw new ProblemException(PaymentsProblems.NotFound, $"You have no payment for an order {orderId}. Check the order's id.");
    }

    private static async Task<Ok<PayAgainResponse>> PayAgainAsync(
        string orderId, PayAgainRequest? request, ClaimsPrincipal user, PayAgain payAgain, CancellationToken cancellationToken) =>
        TypedResults.Ok(new PayAgainResponse(await payAgain.RunAsync(orderId, user.Subject(), request?.PaymentToken, cancellationToken)));

    private static async Task<Ok<LedgerResponse>> GetLedgerAsync(string orderId, PaymentsDbContext db, CancellationToken cancellationToken)
    {
        var entries = await db.LedgerEntries.AsNoTracking()
            .Where(entry => entry.OrderId == orderId)
            .OrderBy(entry => entry.Id)
            .Select(entry => new LedgerEntryResponse(entry.Account, entry.Amount, entry.Currency, entry.Memo, entry.At))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new LedgerResponse(orderId, entries));
    }
}
