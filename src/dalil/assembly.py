"""The one place where parts are put together: ports from below meet their implementations."""
