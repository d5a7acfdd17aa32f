#if FAILPOINTS
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;

namespace Delivery.Payments.Provider;

/// <summary>
/// Takes the money of every captured order once more, under fresh keys: a saboteur that the simulator must notice. The provider captures an
/// authorization only once, so that it needs a second authorization.
/// </summary>
internal sealed class CaptureTwice(IPaymentProvider provider) : IPaymentProvider
{
    public async Task<ProviderAnswer> PerformAsync(ProviderCall call, CancellationToken cancellationToken)
    {
        var answer = await provider.PerformAsync(call, cancellationToken);
        if (call.Kind == OperationKind.Capture && answer.Outcome == ProviderOutcome.Succeeded)
        {
            var authorize = call with
            {
                Kind = OperationKind.Authorize,
                IdempotencyKey = $"{call.IdempotencyKey}:again",
                Token = new PaymentToken("tok_ok_sabotage"),
            };
            var authorized = await provider.PerformAsync(authorize, cancellationToken);
            await provider.PerformAsync(
                call with { IdempotencyKey = $"{call.IdempotencyKey}:twice", AuthorizationId = authorized.Id }, cancellationToken);
        }

        return answer;
    }
}
#endif
