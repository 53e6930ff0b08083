// vis-network, which has no exports: it makes itself known as `vis`.
export {};
