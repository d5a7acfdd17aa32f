namespace Delivery.Payments.Provider;

/// <summary>Whoever moves the money. Behind an interface because tests bring providers that fail in every way at every moment.</summary>
internal interface IPaymentProvider
{
    /// <summary>Asks, with retries. Failures are answers; only the cancellation is thrown.</summary>
    Task<ProviderAnswer> PerformAsync(ProviderCall call, CancellationToken cancellationToken);
}
